/** What every page has: header, footer, toasts, the shortcuts dialog. Import it once a page. */

import "./shell/header.js";

export { keys, shortcuts } from "./shell/shortcuts.js";
export { toast } from "./shell/toast.js";
