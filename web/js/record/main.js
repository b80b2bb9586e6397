/** The record page. */

import "../shell.js";
import "./picture.js";
import "./page.js";
