namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>
/// The places that were searched for credentials, each once and in order, and why a place had none. Messages show this
/// text, so it must not have anything from inside of a place. Parallel calls are safe.
/// </summary>
internal sealed class CredentialPlaces
{
    private readonly Lock _lock = new();
    private readonly OrderedDictionary<string, string> _troubles = new(StringComparer.Ordinal);

    /// <summary>How many places were searched.</summary>
    internal int Count
    {
        get
        {
            lock (_lock) return _troubles.Count;
        }
    }

    /// <summary>The places with a problem, or an empty text.</summary>
    internal string Troubles => Text(static trouble => trouble.Length > 0 && trouble != CredentialFile.Absent);

    /// <summary>Notes that a place was searched.</summary>
    internal void Add(string place) => Note(place, "");

    /// <summary>Notes why a place has no credentials.</summary>
    internal void Note(string place, string trouble)
    {
        lock (_lock)
        {
            var known = _troubles.GetValueOrDefault(place, "");
            var isKnown = trouble.Length == 0 || known.Split("; ").Contains(trouble, StringComparer.Ordinal);
            if (known.Length == 0) _troubles[place] = trouble;
            else if (!isKnown) _troubles[place] = $"{known}; {trouble}";
        }
    }

    public override string ToString() => Text(static _ => true);

    private string Text(Func<string, bool> isShown)
    {
        lock (_lock)
        {
            return string.Join(", ", _troubles
                .Where(entry => isShown(entry.Value))
                .Select(entry => entry.Value.Length == 0 ? entry.Key : $"{entry.Key} ({entry.Value})"));
        }
    }
}
