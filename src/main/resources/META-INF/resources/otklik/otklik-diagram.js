// <otklik-diagram>: bpmn-js with the current places marked. The bpmn.io mark stays visible, as its licence asks.
customElements.get('otklik-diagram') || customElements.define('otklik-diagram', class extends HTMLElement {
  set xml(value) {
    this.source = value;
    this.request();
  }
  set places(value) {
    this.marked = (value || '').split(' ').filter(Boolean);
    this.request();
  }
  connectedCallback() {
    this.request();
  }
  // One drawing after the other: the viewer cannot read two at once.
  request() {
    if (this.asked) return;
    this.asked = true;
    this.work = (this.work || Promise.resolve()).then(() => {
      this.asked = false;
      return this.draw();
    });
  }
  disconnectedCallback() {
    if (this.viewer) this.viewer.destroy();
    this.viewer = null;
  }
  async draw() {
    if (!this.source || !this.isConnected || !window.BpmnJS) return;
    if (!this.viewer) this.viewer = new window.BpmnJS({ container: this });
    try {
      await this.viewer.importXML(this.source);
    } catch (broken) {
      console.error(broken);
      return;
    }
    const canvas = this.viewer.get('canvas');
    const registry = this.viewer.get('elementRegistry');
    const marked = (this.marked || []).filter((id) => registry.get(id));
    marked.forEach((id) => canvas.addMarker(id, 'here'));
    canvas.zoom('fit-viewport');
    const tasks = marked.map((id) => registry.get(id)).filter((e) => e.type !== 'bpmn:SubProcess');
    const place = tasks[0];
    if (place && this.clientWidth < 700) {
      // In a narrow panel the whole drawing is unreadable: show the place where the case stands.
      canvas.zoom(0.55, { x: place.x + place.width / 2, y: place.y + place.height / 2 });
      const box = canvas.viewbox();
      canvas.viewbox({ x: place.x + place.width / 2 - box.width / 2, y: place.y + place.height / 2 - box.height / 2, width: box.width, height: box.height });
    }
    this.dispatchEvent(new CustomEvent('drawn'));
  }
});
