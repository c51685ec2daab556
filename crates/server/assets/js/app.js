// What JavaScript adds to the portal; every page works without it.
import { startComponents } from "./components.js";
import { startDependents } from "./dependent.js";
import { startLeaving } from "./leave.js";
import { startPasskeys } from "./passkey.js";
import { startPickers } from "./pickers.js";
import { startPrinting } from "./print.js";
import { startSessionWarning } from "./session.js";
import { startTimelines } from "./timeline.js";

startComponents();
startDependents();
startLeaving();
startPasskeys();
startPickers();
startPrinting();
startTimelines();
startSessionWarning();
