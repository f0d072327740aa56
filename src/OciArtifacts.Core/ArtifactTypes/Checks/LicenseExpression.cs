namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>
/// Reads licence expressions (SPDX specification 2.3, annex D) with the identifiers of the SPDX licence list.
/// </summary>
internal sealed class LicenseExpression
{
    private static readonly Lazy<HashSet<string>> Licenses = new(() => Read("spdx-licenses.txt"));
    private static readonly Lazy<HashSet<string>> Exceptions = new(() => Read("spdx-exceptions.txt"));

    private readonly Queue<string> _words;

    private LicenseExpression(string text)
    {
        var spaced = text.Replace("(", " ( ", StringComparison.Ordinal).Replace(")", " ) ", StringComparison.Ordinal);
        _words = new Queue<string>(spaced.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The end of a sentence that says what is wrong with the expression, or <see langword="null"/>.</summary>
    internal static string? Problem(string text)
    {
        var expression = new LicenseExpression(text);
        var problem = expression.Compound(depth: 0);
        if (problem is not null || expression._words.Count == 0) return problem;
        return $"where '{expression._words.Peek()}' is not expected. Write an SPDX expression like MIT OR Apache-2.0.";
    }

    private string? Compound(int depth)
    {
        if (Simple(depth) is { } problem) return problem;
        while (_words.TryPeek(out var word) && word is "AND" or "OR")
        {
            _words.Dequeue();
            if (Simple(depth) is { } next) return next;
        }

        return null;
    }

    private string? Simple(int depth)
    {
        if (!_words.TryDequeue(out var word)) return "which ends too early. Write an SPDX expression like MIT OR Apache-2.0.";
        if (word == "(")
        {
            if (depth > 32) return "which has too many brackets.";
            return Compound(depth + 1) ?? (_words.TryDequeue(out var end) && end == ")" ? null : "in which a bracket is not closed.");
        }

        if (!IsLicense(word))
        {
            return $"where '{word}' is no licence of the SPDX list (https://spdx.org/licenses). Another one is written LicenseRef-<name>.";
        }

        if (!_words.TryPeek(out var with) || with != "WITH") return null;
        _words.Dequeue();
        return _words.TryDequeue(out var exception) && Exceptions.Value.Contains(exception)
            ? null
            : $"where '{exception}' is no exception of the SPDX list (https://spdx.org/licenses/exceptions-index.html).";
    }

    private static bool IsLicense(string word)
    {
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0) return IsReference(word[..colon], "DocumentRef-") && IsReference(word[(colon + 1)..], "LicenseRef-");
        return IsReference(word, "LicenseRef-") || Licenses.Value.Contains(word.EndsWith('+') ? word[..^1] : word)
            || Licenses.Value.Contains(word);
    }

    private static bool IsReference(string word, string kind) => word.StartsWith(kind, StringComparison.Ordinal)
        && word[kind.Length..] is { Length: > 0 } name && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-');

    // "Identifiers should be matched in a case-insensitive manner" (annex D.2).
    private static HashSet<string> Read(string name)
    {
        var assembly = typeof(LicenseExpression).Assembly;
        var resource = assembly.GetManifestResourceNames().Single(resource => resource.EndsWith(name, StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }
}
