// The box: a file that is dropped on it becomes its text.

const box = document.getElementById('text');
for (const name of ['dragover', 'dragleave', 'drop']) {
  box.addEventListener(name, (event) => {
    event.preventDefault();
    box.classList.toggle('drop', name === 'dragover');
  });
}
box.addEventListener('drop', async (event) => {
  const file = event.dataTransfer.files[0];
  const text = file ? await file.text() : event.dataTransfer.getData('text');
  if (text) box.value = text;
});
box.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) box.form.requestSubmit();
});
