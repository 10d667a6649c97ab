/* A slider over time: colours, values and counts of each step; nothing moves by itself. */
(function (probono) {
  'use strict';

  const PAUSE = 1300;

  function plain(encoded) {
    const holder = document.createElement('span');
    holder.innerHTML = encoded;
    return holder.textContent;
  }

  function steps(map, data) {
    const subject = map.probono.subject, last = data.labels.length - 1, names = data.labels.map(plain);
    const right = map.probono.options.rightToLeft, control = L.control({ position: right ? 'topleft' : 'topright' });
    let now = last, timer = 0, range = null, play = null, said = null;

    control.onAdd = function () {
      const box = L.DomUtil.create('div', 'pk-time');
      L.DomEvent.disableClickPropagation(box);
      L.DomEvent.disableScrollPropagation(box);
      if (!probono.asks('(prefers-reduced-motion: reduce)')) {
        play = L.DomUtil.create('button', '', box);
        play.type = 'button';
        play.addEventListener('click', function () { if (timer) { stop(); } else { start(); } });
      }
      range = L.DomUtil.create('input', '', box);
      range.type = 'range';
      range.min = 0;
      range.max = last;
      range.step = 1;
      range.setAttribute('aria-label', plain(data.texts.time));
      range.addEventListener('input', function () {
        stop();
        set(Number(range.value));
      });
      // The arrows of the keyboard move the slider, not the map.
      L.DomEvent.on(range, 'keydown', L.DomEvent.stopPropagation);
      said = L.DomUtil.create('bdi', '', box);
      return box;
    };
    control.addTo(map);

    function mark() {
      if (!play) { return; }
      const word = plain(timer ? data.texts.pause : data.texts.play);
      play.setAttribute('aria-label', word);
      play.title = word;
      play.innerHTML = timer ? '<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M5 3h4v14H5zM11 3h4v14h-4z"/></svg>' :
        '<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M5 3l12 7-12 7z"/></svg>';
    }

    function start() {
      if (now === last) { set(0); }
      timer = window.setInterval(function () {
        set(now + 1);
        if (now === last) { stop(); }
      }, PAUSE);
      mark();
    }

    function stop() {
      window.clearInterval(timer);
      timer = 0;
      mark();
    }

    function colourOf(i) {
      return data.hatched[now][i] && map.probono.hatch ? 'url(#pk-hatch)' : subject.palette[subject.fills[i]];
    }

    // Areas have a colour at each time, and perhaps a circle; points have a time.
    function change() {
      subject.values = data.told[now];
      if (data.widths) {
        map.probono.flow(data.widths[now]);
        return;
      }
      subject.fills = data.fills[now];
      (subject.paths || []).forEach(function (paths, i) {
        paths.forEach(function (path) {
          delete path.probonoFill;
          if (!path.probonoCircle && !path.probonoOwn) { path.setStyle({ fillColor: colourOf(i) }); }
        });
      });
      if (data.radii) { map.probono.symbols.forEach(resize); }
      if (data.heights) { map.probono.stand(data.heights[now]); }
      map.probono.specks.forEach(function (speck) { speck.colour = subject.palette[subject.fills[speck.i]]; });
      map.probono.labels.forEach(function (label) {
        if (!(label.i >= 0)) { return; }
        label.span.style.setProperty('--ink', subject.inks[subject.fills[label.i]]);
        label.span.style.setProperty('--halo', subject.palette[subject.fills[label.i]]);
        if (data.radii) { label.drop = data.radii[now][label.i]; }
      });
    }

    // Dots come area by area: an area shows the first of its own, as many as it has at the time.
    function nest() {
      const areas = [], ranks = [];
      data.dots.forEach(function (most, area) {
        for (let rank = 0; rank < most; rank += 1) {
          areas.push(area);
          ranks.push(rank);
        }
      });
      subject.nested = true;
      subject.there = function (i) { return ranks[i] < data.present[now][areas[i]]; };
    }

    function resize(symbol) {
      if (!symbol.item.probonoCircle) { return; }
      symbol.radius = data.radii[now][symbol.i];
      symbol.item.setRadius(symbol.radius * map.probono.scale);
      symbol.item.setStyle({ fill: symbol.radius > 0, stroke: symbol.radius > 0, fillColor: data.circle });
    }

    function set(step) {
      if (map.probono.visible) { probono.reveal(map, null); }
      now = step;
      if (data.times) {
        subject.there = now === last ? null : function (i) { return data.times[i] === now; };
      } else if (!data.dots) {
        change();
      }
      subject.latest = now === last;
      Object.keys(data.counts[now]).forEach(function (key) {
        const line = document.querySelector('.legend [data-class="' + key + '"] .count');
        if (line) { line.innerHTML = data.counts[now][key]; }
      });
      range.value = now;
      range.setAttribute('aria-valuetext', names[now]);
      said.textContent = names[now];
      map.closePopup();
      if (data.radii || data.heights) { probono.names.arrange(map); }
      map.fire('step', { column: data.column, name: names[now] });
    }

    if (data.dots) { nest(); }
    map.probono.time = {
      last: last,
      now: function () { return now; },
      // From a link.
      set: function (step) {
        stop();
        set(step);
      }
    };
    mark();
    set(last);
  }

  probono.steps = steps;
}(window.probono = window.probono || {}));
