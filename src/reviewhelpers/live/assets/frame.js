// Runs in a sandboxed frame with an opaque origin: starts the worker with the files from the page. The content
// security policy of the frame, which the worker inherits since it starts from a blob, blocks all network access.
(function () {
  "use strict";
  // Outside the sandbox, it would run code of any page that embeds it, with the origin of the site.
  if (self.origin !== "null") return;
  addEventListener("message", function begin({ source, data, ports: [port] }) {
    if (source !== parent || !port || !data?.files) return;
    removeEventListener("message", begin);
    const { files } = data;
    const address = URL.createObjectURL(new Blob([files["worker.js"]], { type: "text/javascript" }));
    // A classic worker: Chromium starts no module worker from a blob with an opaque origin.
    const worker = new Worker(address);
    worker.onerror = () => parent.postMessage({ failed: "the worker could not be started" }, "*");
    worker.postMessage({ files }, [port, ...Object.values(files)]);
  });
  parent.postMessage({ waiting: true }, "*");
})();
