using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace OciArtifacts.Core.Tests.SupplyChain.Provenance;

/// <summary>Environment variables that note which of them are read.</summary>
internal sealed class WatchedVariables(IReadOnlyDictionary<string, string> variables, List<string> read)
    : IReadOnlyDictionary<string, string>
{
    public IEnumerable<string> Keys => throw new NotSupportedException("Nobody may list the environment.");

    public IEnumerable<string> Values => throw new NotSupportedException("Nobody may list the environment.");

    public int Count => variables.Count;

    public string this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException(key);

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        read.Add(key);
        return variables.TryGetValue(key, out value);
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => throw new NotSupportedException("Nobody may list the environment.");

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
