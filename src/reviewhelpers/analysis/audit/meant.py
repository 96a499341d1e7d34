"""What the authors may have meant, for each rule that finds something: said before what is wrong."""

from __future__ import annotations

from collections.abc import Mapping

MEANT: Mapping[str, str] = {
    "barrier-against-turnover": "The energy may be meant as one that ranks the models, not as a rate.",
    "charge-and-atoms": "Efficiency and selectivity may come from two runs.",
    "counts-over-one-metal": "Each count may be referred to the copper that it concerns.",
    "credit-and-publisher": "The line may have been carried over from the figure beside it.",
    "current-and-efficiency": "The printed current may be the partial one already.",
    "direction-of-steps": "A step of the usual path may be meant, with letters lost in print.",
    "dominant-site": "Dominant may be meant among the forms seen at that potential, not as a majority.",
    "efficiencies-add-up": "Each efficiency may be the best of its own run.",
    "electrons-of-the-reaction": "Another product or reactant may be meant.",
    "equation-balances": "The proton may be understood, as it is written in the lines that follow.",
    "heat-among-electrocatalysts": "The work may serve to show how a dopant speeds the conversion of NO, "
    "whatever drives it.",
    "largest-gain": "The largest gain may be read from the drawn curve and not from the printed counts.",
    "limiting-step-has-electrons": "The slowest step may be meant, the one that limits the rate.",
    "limiting-step-has-most-energy": "The step that the cluster helps most may be meant.",
    "lines-of-one-lattice": "One of the two positions may be rounded or misprinted.",
    "mass-and-amount": "The amount may be rounded for the reader's convenience.",
    "mass-of-signals": "A fragment of another species may be meant.",
    "nitrate-balance": "The ppm may count nitrogen, as in water analysis.",
    "no-change-in-words": "One sentence may speak of what the eye sees in spectra, the other of a fit.",
    "number-in-two-places": "One of the two places may be a slip of a digit.",
    "number-with-potential": "The condition may stand in the figure or in the work itself.",
    "one-electrode-in-two-tests": "X-rays may have needed more metal in the beam.",
    "one-key-one-work": "The two works share author and year, and a letter was forgotten.",
    "one-value-for-a-range": "The best value somewhere in the range may be meant.",
    "one-work-one-key": "The key may belong to a neighbour in the list.",
    "order-of-values": "The comparison may rest on values of the figures.",
    "order-of-valences": "The order may be read from the edges themselves and not from the shares.",
    "own-scale-equation": "Another reference solution or temperature may be meant.",
    "panel-against-claim": "The pointer may belong to the sentence on the measured current before it.",
    "partial-within-total": "The two currents may come from two runs.",
    "parts-of-a-whole": "The shares may be rounded, or a further form was left out.",
    "potential-below-equilibrium": "An overpotential may be meant, or a trace of product far below its "
    "standard state.",
    "potential-with-scale": "RHE may be meant, as is usual, and stand on the axes of the figures.",
    "product-and-current": "Yield and current may come from two runs, or the current is a mean.",
    "ratio-in-words": "The increase may be meant in place of the ratio.",
    "retention-of-values": "The share may be cut off to whole percent in place of rounded, or the "
    "currents are rounded themselves.",
    "review-and-abstract": "The review may have taken the number from the full paper, where it can stand "
    "under another name.",
    "rounded-beside-exact": "The form in brackets may be rounded twice.",
    "scale-by-elimination": "RHE may be taken for granted, as it often is.",
    "selectivity-or-efficiency": "The Faradaic efficiency may be meant, as the word is often used.",
    "share-within-limits": "The minus sign may be a tilde that was lost in print.",
    "sign-of-current": "All currents may be meant as magnitudes of a cathodic current.",
    "steps-make-the-reaction": "The lines may be meant as a sketch of the path, with protons understood.",
    "structure-in-two-sections": "One section may name the main form, the other the part that works.",
    "title-against-dopant": "The element that is listed may be the one that matters to the review.",
    "title-against-size": "The work may tell both: clusters on the way, and particles at the end.",
    "title-against-use": "The catalyst may serve as an example of the defect, whatever drives it.",
    "volume-and-year": "The work may have been online a year before its volume.",
    "window-holds-its-points": "The window may hold for short runs on fresh electrodes.",
    "window-with-ends": "The ends of the window may stand in the figure.",
    "yield-in-two-bases": "Another loading may have been used for one of the two.",
    "yield-to-compare": "The yield may be that of the whole electrode, of which the work gives the area.",
    "phase-of-a-peak": "The two may be meant as two views of one pair, not as one number.",
}
"""By rule; a rule that says it in its own advice is left out."""
