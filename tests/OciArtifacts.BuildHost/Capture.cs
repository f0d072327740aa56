using System.Text;

namespace OciArtifacts.BuildHost;

/// <summary>
/// Keeps the written text. All commands share one object, because the SDK keeps the console that it saw first.
/// </summary>
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

    /// <summary>Returns the text that was written since the last call.</summary>
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
