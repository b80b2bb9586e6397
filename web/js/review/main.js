/** The result page, /review/<id>. */

import "../shell.js";
import "./page.js";
