using OciArtifacts.Core;

namespace OciArtifacts.Build.Reporting;

/// <summary>Adds to a message of the library where a project sets what has to be changed.</summary>
internal static class Advice
{
    /// <summary>The message, followed by the names of the settings that its remedy belongs to.</summary>
    internal static string Complete(string message, Remedy remedy) => For(remedy) is { } advice ? $"{message} {advice}" : message;

    private static string? For(Remedy remedy) => remedy switch
    {
        Remedy.Registry => "In a project: OciArtifactRegistry.",
        Remedy.Repository => "In a project: OciArtifactRepository.",
        Remedy.TagPolicy => "OciArtifactTagPolicy=Fail is set in the project.",
        _ => null,
    };
}
