import "../shell.js";
import "./page.js";
