namespace OciArtifacts.BuildHost;

/// <summary>A command of <c>dotnet</c>: its arguments, its working directory and its whole environment.</summary>
internal sealed record BuildRequest(string[] Arguments, string WorkingDirectory, Dictionary<string, string> Environment);
