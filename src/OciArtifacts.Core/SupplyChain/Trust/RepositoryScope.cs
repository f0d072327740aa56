using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.SupplyChain.Trust;

/// <summary>
/// The repositories that a policy is for: all (<c>*</c>), one (<c>registry/repository</c>), or all below a path
/// (<c>registry/path/*</c>). The last form is not in the specification of the Notary Project.
/// </summary>
internal static class RepositoryScope
{
    internal const string All = "*";

    private const string Below = "/*";

    /// <summary>Whether the text is a scope.</summary>
    internal static bool IsValid(string scope)
    {
        if (scope == All) return true;
        var name = scope.EndsWith(Below, StringComparison.Ordinal) ? scope[..^Below.Length] : scope;
        return Reference.TryParse(name, out var reference) ? reference is { Tag: null, Digest: null }
            : name.Length < scope.Length && RegistryHost.IsValid(name);
    }

    /// <summary>How near the scope is to the repository: 0 if it is not for it, and more for a longer path.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="repository">The repository, <c>registry/repository</c>.</param>
    internal static int Nearness(string scope, string repository)
    {
        if (scope == All) return 1;
        if (!scope.EndsWith(Below, StringComparison.Ordinal)) return IsSame(scope, repository) ? int.MaxValue : 0;
        var prefix = scope[..^1];
        return repository.Length > prefix.Length && IsSame(prefix, repository[..prefix.Length]) ? scope.Length : 0;
    }

    // The names of registries have no case. Repositories are in lower case.
    private static bool IsSame(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
