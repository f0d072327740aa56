namespace OciArtifacts.Core;

/// <summary>Finds the known name that a misspelled name most likely means. Case and separators do not count.</summary>
internal static class NearestName
{
    // A name of four letters may have one error, a name of twelve letters three.
    private const int LettersAnError = 4;
    private const int MostErrors = 3;

    /// <summary>
    /// Finds the known name that is nearest to the name, or <see langword="null"/> if no name is near.
    /// </summary>
    /// <param name="name">The unknown name.</param>
    /// <param name="known">The known names. Among names of equal distance the first is taken.</param>
    /// <param name="atMost">
    /// How many errors the name may have. Wrong, missing, additional and swapped letters are errors. With the default
    /// value, a name that is a prefix of the other one is near too.
    /// </param>
    internal static string? Of(string name, IEnumerable<string> known, int atMost = MostErrors)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(known);
        var wanted = Letters(name);
        if (wanted.Length == 0) return null;
        string? nearest = null;
        var least = int.MaxValue;
        foreach (var candidate in known)
        {
            var letters = Letters(candidate);
            var bound = Math.Min(atMost, Math.Max(1, Math.Min(wanted.Length, letters.Length) / LettersAnError));
            var distance = Distance(wanted, letters, bound);
            if (distance > bound || distance >= least) continue;
            (nearest, least) = (candidate, distance);
        }

        return nearest ?? (atMost == MostErrors ? WithCommonPrefix(wanted, known) : null);
    }

    /// <summary>The question <c>Did you mean …?</c> with a space before it, or an empty text.</summary>
    internal static string Hint(string name, IEnumerable<string> known) =>
        Of(name, known) is { } nearest ? $" Did you mean {nearest}?" : "";

    // "helm" means "helm-chart", "RegistryUrl" means "Registry": one name is a prefix of the other. The longest prefix
    // is taken.
    private static string? WithCommonPrefix(string wanted, IEnumerable<string> known)
    {
        string? nearest = null;
        var most = LettersAnError - 1;
        foreach (var candidate in known)
        {
            var letters = Letters(candidate);
            var common = Math.Min(wanted.Length, letters.Length);
            if (common <= most || !wanted.AsSpan(0, common).SequenceEqual(letters.AsSpan(0, common))) continue;
            (nearest, most) = (candidate, common);
        }

        return nearest;
    }

    private static string Letters(string name)
    {
        Span<char> letters = name.Length <= 256 ? stackalloc char[name.Length] : new char[name.Length];
        var count = 0;
        foreach (var c in name)
        {
            if (c is not ('_' or '-' or '.' or ' ')) letters[count++] = char.ToLowerInvariant(c);
        }

        return new string(letters[..count]);
    }

    // The distance of Damerau and Levenshtein (optimal string alignment). It needs three rows of the table.
    private static int Distance(string left, string right, int bound)
    {
        if (Math.Abs(left.Length - right.Length) > bound) return bound + 1;
        var (before, last, row) = (new int[right.Length + 1], new int[right.Length + 1], new int[right.Length + 1]);
        for (var j = 0; j <= right.Length; j++) last[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                row[j] = Math.Min(Math.Min(last[j], row[j - 1]) + 1, replaced);
                var isSwapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
                if (isSwapped) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            (before, last, row) = (last, row, before);
        }

        return last[right.Length];
    }
}
