using System.Globalization;
using OciArtifacts.Core;

namespace OciArtifacts.Build.Checks;

/// <summary>
/// Finds metadata that have no effect: misspelled ones, and those of another item type. The check ignores metadata that
/// resemble no known name: an item that is made from another item carries the metadata of that one.
/// </summary>
internal static class MetadataCheck
{
    private static readonly string[] All = [.. KnownNames.Items.SelectMany(KnownNames.MetadataOf).Distinct(StringComparer.Ordinal)];

    /// <summary>One message for each metadata name without an effect on items of one type.</summary>
    /// <param name="itemType">The type of the items.</param>
    /// <param name="metadata">The metadata that <see cref="KnownNames.MetadataOf"/> lacks, each with its item.</param>
    internal static IEnumerable<string> Problems(string itemType, IEnumerable<(string Item, string Name)> metadata)
    {
        Dictionary<string, (string First, int Count)>? wrong = null;
        foreach (var (item, name) in metadata)
        {
            wrong ??= new(StringComparer.OrdinalIgnoreCase);
            var (first, count) = wrong.GetValueOrDefault(name, (item, 0));
            wrong[name] = (first, count + 1);
        }

        return wrong is null ? [] : wrong.Select(pair => Problem(itemType, pair.Key, pair.Value.First, pair.Value.Count)).OfType<string>();
    }

    private static string? Problem(string itemType, string name, string item, int count)
    {
        var own = KnownNames.MetadataOf(itemType);
        if (Has(own, name)) return null;
        var more = count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" and of {count - 1} more");
        var what = $"The metadata {name} of the {itemType} '{item}'{more}";
        if (NearestName.Of(name, own, atMost: 2) is { } nearest)
        {
            return $"{what} is not known, so it has no effect. Did you mean {nearest}?";
        }

        return Has(All, name) ? $"{what} has no meaning there, so it has no effect. {Owners(name)}{Allowed(own)}" : null;
    }

    private static string Owners(string name) =>
        $"It is for {string.Join(", ", KnownNames.Items.Where(item => Has(KnownNames.MetadataOf(item), name)))}.";

    private static string Allowed(string[] own) => own.Length == 0 ? "" : $" This item may have: {string.Join(", ", own)}.";

    private static bool Has(string[] names, string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);
}
