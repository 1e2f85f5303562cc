// Keys, countdowns and the pulse of a lease: what has to happen in the browser, without a build.
(() => {
  if (window.otklik) return;
  window.otklik = {};

  const typing = (event) =>
    event.composedPath().some((e) => e.tagName && (/^(INPUT|TEXTAREA|SELECT)$/.test(e.tagName) || e.isContentEditable));

  // Keys are physical ones, so that they work in the Russian layout too; letters do nothing while somebody types.
  const name = (event) =>
    (event.ctrlKey || event.metaKey ? 'Ctrl+' : '') + (event.shiftKey ? 'Shift+' : '') + (event.altKey ? 'Alt+' : '') +
    (event.code === 'NumpadEnter' ? 'Enter' : event.code);

  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.repeat && event.code === 'Enter') return;
    // With Alt a digit is pressed from within a field, too.
    const key = name(event).replace(/^Alt\+(?=Digit[1-9]$)/, '');
    if (typing(event) && !key.startsWith('Ctrl+') && !event.altKey) return;
    // Escape closes what lies above the page, and nothing below it.
    if (key === 'Escape' && document.querySelector('vaadin-dialog-overlay, vaadin-menu-bar-overlay, vaadin-combo-box-overlay')) return;
    const target = [...document.querySelectorAll(`[data-key="${key}"]`)].filter((e) => !e.disabled && !e.closest('[hidden]')).pop();
    if (target) {
      event.preventDefault();
      if (target.hasAttribute('data-focus')) {
        target.focus();
        return;
      }
      // A field tells its value when it is left; what was typed last must be part of what is sent.
      const field = document.activeElement;
      if (field && typing(event)) field.blur();
      target.click();
    }
  });

  customElements.define('otklik-countdown', class extends HTMLElement {
    set seconds(value) {
      this.end = Date.now() + value * 1000;
      this.told = false;
      this.ended = value <= 0;
      this.draw();
    }
    // The same number said again must count anew, so a row of a list says "540@<moment>".
    set left(value) {
      this.seconds = parseInt(value, 10) || 0;
    }
    connectedCallback() {
      this.timer = setInterval(() => this.draw(), 1000);
      this.draw();
    }
    disconnectedCallback() {
      clearInterval(this.timer);
    }
    draw() {
      const left = Math.max(0, Math.round(((this.end || Date.now()) - Date.now()) / 1000));
      this.textContent = (this.getAttribute('pattern') || '#')
        .replace('#', `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`);
      this.classList.toggle('late', left < 60);
      if (this.last && left > 0 && left <= this.last && !this.told) {
        this.told = true;
        this.dispatchEvent(new CustomEvent('soon'));
      }
      if (left === 0 && this.end && !this.ended) {
        this.ended = true;
        this.dispatchEvent(new CustomEvent('over'));
      }
    }
  });

  // Counts seconds up: how long somebody is on the line, or at rest.
  customElements.define('otklik-stopwatch', class extends HTMLElement {
    set seconds(value) {
      this.begin = Date.now() - value * 1000;
      this.draw();
    }
    connectedCallback() {
      this.timer = setInterval(() => this.draw(), 1000);
      this.draw();
    }
    disconnectedCallback() {
      clearInterval(this.timer);
    }
    draw() {
      const all = Math.max(0, Math.round((Date.now() - (this.begin || Date.now())) / 1000));
      const hours = Math.floor(all / 3600);
      const minutes = Math.floor(all / 60) % 60;
      this.textContent = (this.getAttribute('pattern') || '#')
        .replace('#', `${hours ? hours + ':' + String(minutes).padStart(2, '0') : String(minutes).padStart(2, '0')}:${String(all % 60).padStart(2, '0')}`);
    }
  });

  // Tells the server of real input at most every twenty seconds.
  window.otklik.pulse = (element) => {
    let last = 0;
    const beat = () => {
      if (Date.now() - last > 20000) {
        last = Date.now();
        element.$server.touched();
      }
    };
    element.addEventListener('keydown', beat);
    element.addEventListener('pointerdown', beat);
    const back = () => {
      if (element.isConnected) element.$server.back();
      else window.removeEventListener('online', back);
    };
    window.addEventListener('online', back);
  };

  // Arrows go through what a search has found, Enter opens it; the cursor stays in the field.
  window.otklik.choosing = (field, found) => {
    const links = () => [...found.querySelectorAll('a')];
    const choose = (link) => {
      links().forEach((one) => one.classList.toggle('chosen', one === link));
      if (link) link.scrollIntoView({ block: 'nearest' });
    };
    new MutationObserver(() => { if (!found.querySelector('a.chosen')) choose(links()[0]); }).observe(found, { childList: true });
    field.addEventListener('keydown', (event) => {
      const all = links();
      const at = all.findIndex((one) => one.classList.contains('chosen'));
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        choose(all[(at + (event.key === 'ArrowDown' ? 1 : all.length - 1)) % all.length]);
      } else if (event.key === 'Enter' && all[at]) {
        event.preventDefault();
        all[at].click();
      }
    });
  };

  // The grid leaves the head of its check-boxes without a word; it says what they are for to whoever cannot see them.
  window.otklik.nameCheckBoxes = (grid, name) => {
    const cell = grid.querySelector('vaadin-grid-flow-selection-column')?._headerCell?._content;
    if (!cell) {
      requestAnimationFrame(() => window.otklik.nameCheckBoxes(grid, name));
    } else if (!cell.querySelector('.key-only')) {
      const word = document.createElement('span');
      word.className = 'key-only';
      word.textContent = name;
      cell.append(word);
    }
  };

  window.otklik.toEnd = (element) => requestAnimationFrame(() => { element.scrollTop = element.scrollHeight; });
})();
