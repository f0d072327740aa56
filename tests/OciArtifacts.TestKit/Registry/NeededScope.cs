using Microsoft.AspNetCore.Http;

namespace OciArtifacts.TestKit.Registry;

/// <summary>
/// The rights that a request needs, and the scope that its challenge names; empty where any token is enough.
/// </summary>
internal sealed record NeededScope(string Text, IReadOnlyList<Permission> Permissions)
{
    private static readonly NeededScope Nothing = new("", []);

    internal static NeededScope Of(HttpRequest request)
    {
        if (RegistryRoute.TryRepository(request.Path.Value ?? "") is not { } name) return Nothing;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            return new NeededScope($"repository:{name}:pull", [new Permission(name, "pull")]);
        // Like distribution, the challenge of a push names pull too.
        var push = new NeededScope($"repository:{name}:pull,push", [new Permission(name, "push")]);
        return Source(request) is { } from && !string.Equals(from, name, StringComparison.Ordinal)
            ? new NeededScope($"{push.Text} repository:{from}:pull", [.. push.Permissions, new Permission(from, "pull")])
            : push;
    }

    // "Mounting a blob from another repository": a mount needs the right to pull from that repository.
    private static string? Source(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Query.ContainsKey("mount") && request.Query["from"].ToString() is var from
        && Grammar.IsName(from) ? from : null;
}
