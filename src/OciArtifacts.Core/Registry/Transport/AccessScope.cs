using System.Collections.Immutable;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>
/// What a token permits: actions by resource, such as <c>repository:me/app:pull,push</c> (the Docker token specification, "Requesting a
/// Token"). It has no order: the same rights are the same scope.
/// </summary>
internal sealed class AccessScope
{
    private readonly ImmutableSortedDictionary<string, ImmutableSortedSet<string>> _actions;

    private AccessScope(ImmutableSortedDictionary<string, ImmutableSortedSet<string>> actions) => _actions = actions;

    internal static AccessScope None { get; } = new(ImmutableSortedDictionary.Create<string, ImmutableSortedSet<string>>(StringComparer.Ordinal));

    /// <summary>The repository that it is about; empty where it is about none.</summary>
    internal string Repository { get; private init; } = "";

    /// <summary>One text a resource, as token servers are asked for it.</summary>
    internal IEnumerable<string> Parts => _actions.Select(entry => $"{entry.Key}:{string.Join(',', entry.Value)}");

    /// <summary>The same for people: "push to me/app".</summary>
    internal string Shown => string.Join(
        " and ", _actions.Select(entry => $"{(entry.Value.Contains("push") ? "push to" : "pull from")} {entry.Key[(entry.Key.IndexOf(':', StringComparison.Ordinal) + 1)..]}"));

    internal static AccessScope Pull(string repository) => None.With($"repository:{repository}", "pull").About(repository);

    internal static AccessScope Push(string repository) => None.With($"repository:{repository}", "pull", "push").About(repository);

    /// <summary>Reads what a challenge asks for: parts with spaces between. What has no actions is left out.</summary>
    internal static AccessScope Parse(string text)
    {
        var scope = None;
        foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            // The name of the resource may hold colons itself: a registry's port.
            var colon = part.LastIndexOf(':');
            if (colon > 0) scope = scope.With(part[..colon], part[(colon + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries));
        }

        return scope;
    }

    internal AccessScope And(AccessScope other) =>
        other._actions.Aggregate(this, static (scope, entry) => scope.With(entry.Key, [.. entry.Value]));

    /// <summary>Whether who has this may do all of the other.</summary>
    internal bool Covers(AccessScope other) => other._actions.All(wanted =>
        _actions.TryGetValue(wanted.Key, out var actions) && (actions.Contains("*") || wanted.Value.IsSubsetOf(actions)));

    public override string ToString() => string.Join(' ', Parts);

    private AccessScope With(string resource, params string[] actions)
    {
        if (actions.Length == 0) return this;
        var all = _actions.TryGetValue(resource, out var known) ? known : ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
        return new AccessScope(_actions.SetItem(resource, all.Union(actions))) { Repository = Repository };
    }

    private AccessScope About(string repository) => new(_actions) { Repository = repository };
}
