namespace OciArtifacts.Core;

/// <summary>What is wrong with a JSON file, and where.</summary>
/// <param name="Path">The path of the member, such as <c>layers[1].mediaTypes</c>; empty for the whole file.</param>
/// <param name="Message">A sentence that names the member, its value and the values that it may have.</param>
internal sealed record JsonProblem(string Path, string Message);
