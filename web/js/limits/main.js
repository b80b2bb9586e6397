import "../shell.js";
import "../shell/whose.js";
import "./page.js";
