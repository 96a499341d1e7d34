// Inside a frame with no origin of its own: starts the worker with what the page brings. The policy in the head of
// the frame, which the worker inherits because it starts from a blob, lets neither of them reach any host.
(function () {
  "use strict";
  // As a page of the site it would run whatever a page that embeds it hands over.
  if (self.origin !== "null") return;
  addEventListener("message", function begin({ source, data, ports: [port] }) {
    if (source !== parent || !port || !data?.files) return;
    removeEventListener("message", begin);
    const { files } = data;
    const address = URL.createObjectURL(new Blob([files["worker.js"]], { type: "text/javascript" }));
    // A classic one: Chromium starts no module from a blob where there is no origin.
    const worker = new Worker(address);
    worker.onerror = () => parent.postMessage({ failed: "the worker could not be started" }, "*");
    worker.postMessage({ files }, [port, ...Object.values(files)]);
  });
  parent.postMessage({ waiting: true }, "*");
})();
