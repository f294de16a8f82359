// The box: a file that is dropped on it becomes its text.

/** The text of a file; of a page, its headline and paragraphs. */
export async function textOf(file) {
  const text = await file.text();
  if (!/^\s*<(!doctype|html|\?xml)/i.test(text)) return text;
  const page = new DOMParser().parseFromString(text, 'text/html');
  const body = page.querySelector('article') ?? page.querySelector('main') ?? page.body;
  const parts = [...body.querySelectorAll('h1, h2, p')].map((p) => p.textContent.replace(/\s+/g, ' ').trim());
  return parts.filter(Boolean).join('\n\n');
}

const box = document.getElementById('text');
if (box) {
  for (const name of ['dragover', 'dragleave', 'drop']) {
    box.addEventListener(name, (event) => {
      event.preventDefault();
      box.classList.toggle('drop', name === 'dragover');
    });
  }
  box.addEventListener('drop', async (event) => {
    const file = event.dataTransfer.files[0];
    const text = file ? await textOf(file) : event.dataTransfer.getData('text');
    if (text) box.value = text;
  });
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) box.form.requestSubmit();
  });
}
