namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>
/// Where credentials were looked for, each place once and in order, with what kept a place from giving any. That text is shown: nothing of
/// what a place holds may be in it. Safe for parallel calls.
/// </summary>
internal sealed class CredentialPlaces
{
    private readonly Lock _lock = new();
    private readonly OrderedDictionary<string, string> _troubles = new(StringComparer.Ordinal);

    /// <summary>How many places there are.</summary>
    internal int Count
    {
        get
        {
            lock (_lock) return _troubles.Count;
        }
    }

    /// <summary>The places that could have given credentials, and did not; empty where there is none.</summary>
    internal string Troubles => Text(static trouble => trouble.Length > 0 && trouble != CredentialFile.Absent);

    /// <summary>Notes that a place was looked at.</summary>
    internal void Add(string place) => Note(place, "");

    /// <summary>Notes why a place gives nothing.</summary>
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
