using System.Text;

namespace OciArtifacts.BuildHost;

/// <summary>Keeps what is written. One for all commands, because the SDK remembers the console that it saw first.</summary>
internal sealed class Capture : TextWriter
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (_lock) _text.Append(value);
    }

    public override void Write(char[] buffer, int index, int count)
    {
        lock (_lock) _text.Append(buffer, index, count);
    }

    public override void Write(string? value)
    {
        lock (_lock) _text.Append(value);
    }

    /// <summary>What was written since it was taken last.</summary>
    internal string Take()
    {
        lock (_lock)
        {
            var text = _text.ToString();
            _text.Clear();
            return text;
        }
    }
}
