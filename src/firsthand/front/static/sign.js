// Seals what a person writes into a form before it leaves the browser, and does the work that slows machines down.
// What the form says of itself for this stands in templates/_door.html. Where anything here fails, the form works as it
// does without scripts, and the page goes on saying so. Nothing is kept, and nothing is sent before the button.

;(function () {
  'use strict';

  var SLICE = 12; // milliseconds of work after which the page may do what else it has to
  var PAUSE = 800; // milliseconds without a key before a count is read out
  var PATIENCE = 30000; // milliseconds after which a line has broken, and the same may be sent again
  var FEW = 200; // characters that are left when counting begins

  // The fields of firsthand.sealed.items.
  var FIELDS = {
    signature: ['name', 'capacity', 'display', 'affiliation', 'place', 'mandate', 'email', 'voucher', 'final', 'again',
      'note'],
    withdrawal: ['code'],
    message: ['text', 'reply']
  };

  var form = document.getElementById('door');
  var where = document.getElementById('sealed-where');
  if (!form || !where) return;

  var kept = form.getAttribute('data-kept').split(' ');
  var size = +form.getAttribute('data-size');
  var key = null; // of the inbox, 32 bytes; null where nothing is sealed here
  var plain = where.textContent;
  var button = form.querySelector('.acts button');
  var told = document.createElement('p');
  var last = { json: '', sealed: '' };
  var work = null;
  var busy = false;

  told.className = 'told';
  told.setAttribute('role', 'status');
  button.parentNode.parentNode.insertBefore(told, button.parentNode.nextSibling);

  function words(name) {
    return where.getAttribute('data-' + name) || '';
  }

  function say(text) {
    if (told.textContent !== text) told.textContent = text;
  }

  // "fhi1", then base64url of 64 bytes and their checksum: 32 bytes to seal to come first.
  function keyOf(text) {
    var bytes = firsthand.fromBase64(text.slice(4));
    var checked = firsthand.bytesOf(text.slice(0, 4));
    var all = new Uint8Array(68);
    all.set(checked);
    all.set(bytes.subarray(0, 64), 4);
    var sum = blakejs.blake2b(all, 4);
    if (text.slice(0, 4) !== 'fhi1' || bytes.length !== 68 || !nacl.verify(sum, bytes.subarray(64))) return null;
    return bytes.subarray(0, 32);
  }

  function tidy(text) {
    text = text.replace(/\r\n?/g, '\n').replace(/^\s+|\s+$/g, '');
    return text.normalize ? text.normalize('NFC') : text;
  }

  function each(act) {
    for (var i = 0; i < form.elements.length; i++) {
      if (form.elements[i].name && form.elements[i].type !== 'fieldset') act(form.elements[i]);
    }
  }

  function isChosen(field) {
    return (field.type !== 'radio' && field.type !== 'checkbox') || field.checked;
  }

  function gather() {
    var wanted = FIELDS[form.getAttribute('data-kind')];
    var said = {};
    var display = null;
    each(function (field) {
      if (wanted.indexOf(field.name) < 0 || !isChosen(field)) return;
      if (field.name === 'display') display = field;
      else if (field.type === 'checkbox') said[field.name] = true;
      else if (tidy(field.value)) said[field.name] = tidy(field.value);
    });
    if (wanted.indexOf('display') >= 0) {
      said.display = (display && display.getAttribute('data-' + said.capacity)) || 'withheld';
    }
    if (said.capacity === 'individual') delete said.affiliation;
    if (said.capacity !== 'organisation') {
      delete said.mandate;
      delete said.again;
    }
    return said;
  }

  function seal() {
    var json = JSON.stringify(gather());
    if (json === last.json) return last.sealed; // pressed again: the same bytes, so that it is known to be a repetition
    var padded = firsthand.pad(firsthand.bytesOf(json), size);
    if (!padded) return '';
    // Base64 of the alphabet that forms send as it is: so all that is sealed has the same length on its way.
    var sealed = firsthand.base64(firsthand.sealTo(padded, key)).replace(/\+/g, '-').replace(/\//g, '_');
    last = { json: json, sealed: sealed };
    return last.sealed;
  }

  // All but what is kept is left out of what is sent, and stands in the form as it was, for whoever comes back to it.
  function send() {
    var left = [];
    if (form.elements.sealed.value) {
      each(function (field) {
        if (kept.indexOf(field.name) < 0 && !field.disabled) left.push(field);
      });
    }
    form.elements.work.value = work ? work.answer : '';
    for (var i = 0; i < left.length; i++) left[i].disabled = true;
    try {
      form.submit();
    } finally {
      for (i = 0; i < left.length; i++) left[i].disabled = false;
    }
    setTimeout(rest, PATIENCE);
  }

  function rest() {
    busy = false;
    button.removeAttribute('aria-disabled');
    if (key) form.elements.sealed.value = '';
  }

  // The work goes on in slices while somebody writes, and is mostly done before the button is pressed.
  var turn = (function () {
    if (typeof MessageChannel === 'undefined') return function (act) { setTimeout(act, 0); };
    var channel = new MessageChannel();
    var next = null;
    channel.port1.onmessage = function () { next(); };
    return function (act) {
      next = act;
      channel.port2.postMessage(0);
    };
  })();

  function begin() {
    if (work) return;
    var asked = form.getAttribute('data-work').match(/\d+/g) || []; // how many puzzles, and their bits
    work = firsthand.puzzle(form.elements.token.value, +asked[0] || 32, +asked[1] || 7);
    turn(go);
  }

  function go() {
    var end = Date.now() + SLICE;
    try {
      while (!work.answer && Date.now() < end) work.step();
    } catch (error) {
      work.answer = ' '; // the server then takes the form once it has waited
    }
    if (busy) say(work.answer ? words('sending') : work.part() < 0.5 ? words('working') : words('half'));
    if (!work.answer) turn(go);
    else if (busy) send();
  }

  function press(event) {
    event.preventDefault();
    if (busy) return;
    try {
      if (key) {
        form.elements.sealed.value = seal();
        if (!form.elements.sealed.value) {
          say(words('long'));
          return;
        }
      }
      busy = true;
      button.setAttribute('aria-disabled', 'true');
      begin();
      if (work.answer) {
        say(words('sending'));
        send();
      }
    } catch (error) {
      give();
    }
  }

  // Something failed that worked when the page was opened. The next press sends the form as it does without scripts.
  function give() {
    form.removeEventListener('submit', press);
    rest();
    where.textContent = plain;
    form.elements.sealed.value = '';
    form.elements.work.value = '';
    say(words('failed'));
  }

  function count(field) {
    var line = document.createElement('span');
    var timer;
    line.className = 'left';
    line.setAttribute('role', 'status');
    field.parentNode.insertBefore(line, field.nextSibling);
    field.addEventListener('input', function () {
      clearTimeout(timer);
      timer = setTimeout(function () {
        var left = +field.getAttribute('maxlength') - field.value.length;
        if (!field.hasAttribute('maxlength')) left = Infinity;
        if (key && field.value) {
          var room = size - 1 - firsthand.bytesOf(JSON.stringify(gather())).length;
          left = Math.min(left, Math.floor(room * field.value.length / firsthand.bytesOf(field.value).length));
        }
        line.textContent = left < 0 ? words('long') : left <= FEW ? words('left').replace('{left}', left) : '';
      }, PAUSE);
    });
  }

  // What the server can't look at once it is sealed, the browser asks for at the field.
  function demand() {
    var all = form.elements;
    var how = document.getElementById('how');
    var email = all.email && all.email.type !== 'hidden' ? all.email : null;
    function value(name) {
      return all[name] ? tidy(all[name].value || '') : '';
    }
    function look() {
      var chosen = form.querySelector('[name=capacity]:checked');
      var capacity = chosen ? chosen.value : '';
      var mandates = form.querySelectorAll('[name=mandate]');
      if (all.affiliation) all.affiliation.required = capacity === 'affiliated';
      if (all.place) all.place.required = gather().display === 'country';
      for (var i = 0; i < mandates.length; i++) mandates[i].required = capacity === 'organisation';
      if (email) {
        var final = all.final && all.final.checked;
        var lacks = how && !value('email') && (final || !value('voucher'));
        email.setCustomValidity((lacks && how.getAttribute('data-missing')) || '');
      }
    }
    form.addEventListener('input', look);
    form.addEventListener('change', look);
    window.addEventListener('pageshow', look);
    look();
  }

  try {
    // Without a key here, or where the browser can't seal, the work alone is done.
    if (form.getAttribute('data-key')) {
      form.elements.sealed.value = '';
      if (firsthand.able()) key = keyOf(form.getAttribute('data-key'));
      if (key) where.textContent = words('browser');
    }
    form.addEventListener('submit', press);
    form.addEventListener('focusin', begin);
    form.addEventListener('input', begin);
    window.addEventListener('pageshow', function (event) {
      if (event.persisted) {
        rest();
        say('');
      }
    });
    var areas = form.querySelectorAll('textarea');
    for (var i = 0; i < areas.length; i++) count(areas[i]);
    if (form.getAttribute('data-kind') === 'signature') demand();
  } catch (error) {
    give();
  }
})();
