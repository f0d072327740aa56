namespace OciArtifacts.BuildHost;

/// <summary>A command: what stands behind <c>dotnet</c>, where, and all of its environment.</summary>
internal sealed record BuildRequest(string[] Arguments, string WorkingDirectory, Dictionary<string, string> Environment);
