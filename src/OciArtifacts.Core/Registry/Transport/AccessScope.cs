using System.Collections.Immutable;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>
/// The rights of a request or a token: actions by resource, such as <c>repository:me/app:pull,push</c> (the Docker
/// token specification, "Requesting a Token"). The order of the parts has no meaning.
/// </summary>
internal sealed class AccessScope
{
    private readonly ImmutableSortedDictionary<string, ImmutableSortedSet<string>> _actions;

    private AccessScope(ImmutableSortedDictionary<string, ImmutableSortedSet<string>> actions) => _actions = actions;

    internal static AccessScope None { get; } =
        new(ImmutableSortedDictionary.Create<string, ImmutableSortedSet<string>>(StringComparer.Ordinal));

    /// <summary>The repository of the scope, or an empty text.</summary>
    internal string Repository { get; private init; } = "";

    /// <summary>One text for each resource, in the form that token servers expect.</summary>
    internal IEnumerable<string> Parts => _actions.Select(entry => $"{entry.Key}:{string.Join(',', entry.Value)}");

    /// <summary>The scope for messages, such as "push to me/app".</summary>
    internal string Shown => string.Join(
        " and ", _actions.Select(entry => $"{(entry.Value.Contains("push") ? "push to" : "pull from")} {NameOf(entry.Key)}"));

    internal static AccessScope Pull(string repository) => None.With($"repository:{repository}", "pull").About(repository);

    internal static AccessScope Push(string repository) => None.With($"repository:{repository}", "pull", "push").About(repository);

    internal static AccessScope Delete(string repository) =>
        None.With($"repository:{repository}", "pull", "push", "delete").About(repository);

    /// <summary>
    /// Parses the scope of a challenge, whose parts are separated by spaces. A part without actions is left out.
    /// </summary>
    internal static AccessScope Parse(string text)
    {
        var scope = None;
        foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            // The name of the resource may have colons too, for example before the port of a registry.
            var colon = part.LastIndexOf(':');
            if (colon > 0) scope = scope.With(part[..colon], part[(colon + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries));
        }

        return scope;
    }

    internal AccessScope And(AccessScope other) =>
        other._actions.Aggregate(this, static (scope, entry) => scope.With(entry.Key, [.. entry.Value]));

    /// <summary>Whether this scope has all rights of the other one.</summary>
    internal bool Covers(AccessScope other) => other._actions.All(wanted =>
        _actions.TryGetValue(wanted.Key, out var actions) && (actions.Contains("*") || wanted.Value.IsSubsetOf(actions)));

    public override string ToString() => string.Join(' ', Parts);

    private AccessScope With(string resource, params string[] actions)
    {
        if (actions.Length == 0) return this;
        var all = _actions.TryGetValue(resource, out var known) ? known : ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
        return new AccessScope(_actions.SetItem(resource, all.Union(actions))) { Repository = Repository };
    }

    private static string NameOf(string resource) => resource[(resource.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private AccessScope About(string repository) => new(_actions) { Repository = repository };
}
