using System.Security.Cryptography;
using System.Text;
using Microsoft.Build.Framework;
using OciArtifacts.Build.Engine;
using OciArtifacts.Core;

namespace OciArtifacts.Build.Checks;

/// <summary>
/// The places that the projects of one build publish to. The first project that claims a place owns it; a second
/// project gets an error before it sends anything. The nodes of a build are separate processes, so each claim is a
/// file, in a folder that has the identity of the build in its name. The folder is deleted at the end of the build. See
/// docs/decisions/0029.
/// </summary>
internal sealed class PlaceClaims : IDisposable
{
    private readonly string _folder;

    private PlaceClaims(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
    }

    /// <summary>Claims places for a project.</summary>
    /// <param name="engine">The engine of the build. Where it keeps no objects, nothing is claimed.</param>
    /// <param name="buildId">The identity of the build, the same for all its projects; empty for none.</param>
    /// <param name="owner">The project, with its framework and runtime.</param>
    /// <param name="places">
    /// The places, each complete: registry, repository and tag, or layout and tag, or archive.
    /// </param>
    /// <exception cref="OciException">
    /// Another project of the build owns one of the places (<see cref="OciErrorCode.PlaceTaken"/>).
    /// </exception>
    internal static void Claim(IBuildEngine engine, string buildId, string owner, IEnumerable<string> places)
    {
        if (buildId.Length == 0 || KeptForBuild<PlaceClaims>.FindOrKeep(engine, () => Make(buildId), buildId) is not { } claims) return;
        foreach (var place in places)
        {
            if (claims.OwnerOf(place, owner) is { } other && other != owner)
            {
                throw new OciException(
                    OciErrorCode.PlaceTaken,
                    $"{other} and {owner} are published by the same build, and both to {place}: one would take the place of the other. "
                    + "Give each project an OciArtifactRepository or OciArtifactTags of its own. A value of the command line or of "
                    + "Directory.Build.props holds for all projects; $(MSBuildProjectName) in it is different in each.");
            }
        }
    }

    /// <summary>Deletes the claims at the end of the build.</summary>
    public void Dispose()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Another node of the build has deleted it.
        }
    }

    private static PlaceClaims? Make(string buildId)
    {
        try
        {
            return new PlaceClaims(Path.Combine(Path.GetTempPath(), $"ociartifacts-{buildId}"));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // When several processes create the same file, the file system lets one succeed. A move would not do: on Unix, a
    // move that must not replace is two steps, and two processes could succeed. A claim is complete when its line end
    // is written.
    private string? OwnerOf(string place, string claimant)
    {
        var path = Path.Combine(_folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(place))));
        try
        {
            if (!File.Exists(path) && TryCreate(path, claimant)) return claimant;
            for (var i = 0; i < 100; i++)
            {
                if (ReadClaim(path) is { } owner) return owner;
                Thread.Sleep(10);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Without a claim file, the other projects of the build are unknown, and this one is published without the
            // check.
        }

        return null;
    }

    private static string? ReadClaim(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file);
        var text = reader.ReadToEnd();
        return text.EndsWith('\n') ? text[..^1] : null;
    }

    private static bool TryCreate(string path, string claimant)
    {
        try
        {
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            file.Write(Encoding.UTF8.GetBytes(claimant + "\n"));
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }
}
