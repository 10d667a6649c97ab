/* What the page around the map does, once the map is drawn. */
function accompany(map, texts) {
  var table = document.querySelector('table[data-linked]');
  var said = document.querySelector('.said');

  // A name in the table turns the map to its area: the way to the map for the keyboard.
  function link(cell, i) {
    var button = document.createElement('button');
    if (!cell.textContent.trim()) { return; }
    button.type = 'button';
    button.className = 'turn';
    button.title = texts.show;
    while (cell.firstChild) { button.appendChild(cell.firstChild); }
    cell.appendChild(button);
    button.addEventListener('click', function () {
      var stage = document.querySelector('.stage');
      var top = stage.getBoundingClientRect().top;
      if (top < -stage.offsetHeight / 3) { stage.scrollIntoView(); }
      probono.show(map, i);
      said.textContent = button.textContent;
    });
  }

  if (table) { Array.prototype.forEach.call(table.querySelectorAll('tbody th'), link); }
}
