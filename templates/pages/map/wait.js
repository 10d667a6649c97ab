/* Where the map is a matter of a moment, its place is kept free; else the picture stands there. */
(function (root) {
  'use strict';

  root.className = 'scripts waits';
  window.setTimeout(function () { if (root.className === 'scripts waits') { root.className = ''; } }, 700);
}(document.documentElement));
