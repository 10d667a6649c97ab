/* What the page around the map does, once the map is drawn. */
(function (probono) {
  'use strict';

  // Of thousands of places the map comes first: tables, search and chart when it is to be seen.
  function accompany(map, facts, texts, failed) {
    probono.loaded(map);
    if (!facts) {
      if (!map.probono.wide) { probono.widen(map); }
      equip(map, null, texts);
      return;
    }
    function complete() {
      probono.unpack('packed-texts', function (more) {
        probono.complete(facts.texts, more.texts);
        probono.widen(map);
        equip(map, facts, texts);
      }, failed);
    }
    // What was painted before the map is to be seen already.
    if (probono.state) { complete(); } else { probono.shown(complete); }
  }

  function equip(map, facts, texts) {
    const said = document.querySelector('body > .said');
    const table = probono.tableOf(document.querySelector('.sheet table'), facts, texts, {
      point: function (i) { probono.point(map, i); },
      turn: function (i) {
        const stage = document.querySelector('.stage');
        const top = stage.getBoundingClientRect().top;
        if (top < -stage.offsetHeight / 3) { stage.scrollIntoView(); }
        probono.show(map, i);
        said.textContent = nameOf(i);
      }
    });

    const filter = probono.filterOf(map, table.data, texts);
    const chart = probono.chartOf(document.querySelector('.chart'), filter, texts.classes, texts);

    function nameOf(i) { return probono.plain(map.probono.subject.names[i]); }

    if (table.data.linked) { filter.onChange(function (listed) { table.list(listed); }); }
    map.on('point', function (event) {
      if (table.data.linked) { table.point(event.i); }
      filter.point(event.i);
      chart.point(event.i);
    });
    map.on('turn', function (event) {
      if (table.data.linked) { table.turn(event.i); }
      filter.point(event.i);
      chart.point(event.i);
      if (table.data.linked && event.i >= 0) { offer(event.popup, event.i); }
    });
    map.on('step', function (event) {
      if (event.column >= 0) { table.follow(event.column, map.probono.subject.values, event.name); }
      filter.forget();
      chart.recount();
      filter.set(function () { return; });
    });
    filter.set(function () { return; });
    probono.keyboard(map);
    probono.switches.start(map, texts);
    probono.tools(map, table.data, filter, texts);

    // From the pop-up to the row of the table.
    function offer(popup, i) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'pk-row';
      button.textContent = texts.row;
      button.addEventListener('click', function () {
        document.querySelector('.data').open = true;
        table.turn(i, true);
      });
      popup.getElement().querySelector('.leaflet-popup-content').appendChild(button);
    }
  }

  probono.accompany = accompany;
}(window.probono = window.probono || {}));
