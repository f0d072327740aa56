namespace OciArtifacts.TestKit.Registry;

/// <summary>One action on one repository.</summary>
internal readonly record struct Permission(string Repository, string Action);

/// <summary>
/// The scopes of Docker's token specification: <c>type:name:action,action</c>, several of them with spaces between.
/// </summary>
internal static class TokenScope
{
    internal static IEnumerable<Permission> Read(IEnumerable<string?> parameters) =>
        parameters.SelectMany(parameter => (parameter ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)).SelectMany(ReadOne);

    private static IEnumerable<Permission> ReadOne(string scope)
    {
        var (first, last) = (scope.IndexOf(':', StringComparison.Ordinal), scope.LastIndexOf(':'));
        if (first <= 0 || first == last) throw Exchange.Refusal(ErrorCodes.Unsupported, $"'{scope}' is no scope");
        if (!string.Equals(scope[..first], "repository", StringComparison.Ordinal)) return [];
        var name = scope[(first + 1)..last];
        if (!Grammar.IsName(name)) throw Exchange.Refusal(ErrorCodes.NameInvalid, $"'{name}' of a scope is no repository name");
        return scope[(last + 1)..].Split(',').Select(action => new Permission(name, action));
    }
}
