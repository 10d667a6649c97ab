/* How many features each class has: of all of them, and of those that are shown. */
(function (probono) {
  'use strict';

  function chartOf(place, filter, classes, texts) {
    const keys = classes.map(function (one) { return one.key; });
    const bars = {};
    let most = Math.max.apply(null, classes.map(function (one) { return one.count; }));
    if (classes.length < 2 || !most) { return { recount: function () { return; }, point: function () { return; } }; }
    place.hidden = false;

    function part(parent, name, className) {
      const made = document.createElement(name);
      made.className = className;
      parent.appendChild(made);
      return made;
    }

    classes.forEach(function (one) {
      const line = part(place.querySelector('ul'), 'li', ''), button = part(line, 'button', 'bar');
      button.type = 'button';
      part(button, 'bdi', 'bar-label').textContent = one.label;
      const track = part(button, 'span', 'track'), whole = part(track, 'i', 'whole'), shown = part(track, 'i', 'now');
      shown.style.background = one.colour;
      whole.style.width = 100 * one.count / most + '%';
      button.addEventListener('click', function () { filter.only(one.key, keys); });
      filter.spotlight(button, one.key);
      bars[one.key] = { button: button, whole: whole, shown: shown, said: part(button, 'bdi', 'bar-count') };
    });

    function tally(rows) {
      const counts = {};
      rows.forEach(function (i) { counts[filter.keyOf(i)] = (counts[filter.keyOf(i)] || 0) + 1; });
      return counts;
    }

    // What there is of each class changes with the time.
    function recount() {
      const counts = tally(filter.all());
      classes.forEach(function (one) { one.count = counts[one.key] || 0; });
      most = Math.max.apply(null, classes.map(function (one) { return one.count; }).concat(1));
      classes.forEach(function (one) { bars[one.key].whole.style.width = 100 * one.count / most + '%'; });
    }

    function draw(listed) {
      const counts = tally(listed);
      classes.forEach(function (one) {
        const now = counts[one.key] || 0, bar = bars[one.key];
        bar.shown.style.width = 100 * now / most + '%';
        bar.said.textContent = now === one.count ? probono.written(now) : texts.part
          .replace('{count}', probono.written(now)).replace('{total}', probono.written(one.count));
        bar.button.setAttribute('aria-pressed', String(keys.every(function (key) {
          return key === one.key ? !filter.state.off[key] : filter.state.off[key];
        })));
      });
    }

    filter.onChange(draw);
    return {
      recount: recount,
      point: function (i) {
        keys.forEach(function (key) {
          bars[key].button.classList[i >= 0 && filter.keyOf(i) === key ? 'add' : 'remove']('pointed');
        });
      }
    };
  }

  probono.chartOf = chartOf;
}(window.probono = window.probono || {}));
