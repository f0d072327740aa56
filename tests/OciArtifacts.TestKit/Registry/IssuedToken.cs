namespace OciArtifacts.TestKit.Registry;

internal sealed record IssuedToken(DateTimeOffset Expires, IReadOnlySet<Permission> Permissions);
