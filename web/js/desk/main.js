/** The coach's desk, /desk. */

import "../shell.js";
import "./page.js";
