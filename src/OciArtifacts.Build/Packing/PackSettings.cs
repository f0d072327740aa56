using OciArtifacts.Build.Planning;
using OciArtifacts.Core.Authoring;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Packing.Caching;
using OciArtifacts.Core.Registry;

namespace OciArtifacts.Build.Packing;

/// <summary>The checked settings of a packing.</summary>
internal sealed record PackSettings : IDisposable
{
    /// <summary>The inputs of the artifact from the project.</summary>
    internal required ArtifactInputs Inputs { get; init; }

    /// <summary>The parts of an index; <see langword="null"/> for an artifact of one manifest.</summary>
    internal IndexParts? Parts { get; init; }

    /// <summary>Makes the tag that the tags of entries begin with; <see langword="null"/> where entries get none.</summary>
    internal required Func<FilledType?, string?> EntryTagOf { get; init; }

    /// <summary>The publish output; <see langword="null"/> where it is not part of the artifact.</summary>
    internal PublishOutput? Output { get; init; }

    /// <summary>
    /// Whether the project itself asks for publish output. By default, an artifact type that has no place for publish
    /// output leaves it out.
    /// </summary>
    internal bool RequiresOutput { get; init; }

    /// <summary>The referrers that the build makes itself, in the order in which they are made.</summary>
    internal required IReadOnlyList<IBuildReferrers> Referrers { get; init; }

    /// <summary>The type definition files of the project, absolute paths.</summary>
    internal required IReadOnlyList<string> TypeDefinitions { get; init; }

    /// <summary>Makes the destination. A defined type can set the repository name and the version.</summary>
    internal required Func<FilledType?, Destination> DestinationOf { get; init; }

    /// <summary>The policy file, an absolute path, or empty.</summary>
    internal required string Policy { get; init; }

    /// <summary>Whether a push follows.</summary>
    internal required bool IsPushed { get; init; }

    /// <summary>The options of the registry connection.</summary>
    internal required RegistryOptions Registry { get; init; }

    /// <summary>The work folder, below <c>obj</c>, an absolute path.</summary>
    internal required string WorkFolder { get; init; }

    /// <summary>The image layout to write, an absolute path, or empty.</summary>
    internal required string LayoutDirectory { get; init; }

    /// <summary>The default image layout, an absolute path.</summary>
    internal required string DefaultLayoutDirectory { get; init; }

    /// <summary>The archive to write, an absolute path, or empty.</summary>
    internal required string ArchivePath { get; init; }

    /// <summary>The file for the plan as data, an absolute path, or empty.</summary>
    internal required string PlanFile { get; init; }

    /// <summary>The target framework of the app.</summary>
    internal required string TargetFramework { get; init; }

    /// <summary>The runtime identifier of the app, or empty.</summary>
    internal required string RuntimeIdentifier { get; init; }

    /// <summary>The plan with the promises of <see cref="Referrers"/> behind those of the project's files.</summary>
    internal ArtifactPlan WithReferrers(
        ArtifactPlan plan, Destination destination, ArtifactInputs inputs, FilledType? type, DigestCache cache)
    {
        var context = new ReferrerContext(plan, destination, inputs, type, cache);
        if (Parts is not null) context = context with { ReferrersOfEntries = Parts.Referrers };
        return plan with { Referrers = [.. plan.Referrers, .. Referrers.SelectMany(referrers => referrers.PromisesFor(context))] };
    }

    /// <summary>Closes the connections to the registries of published parts, and forgets the signing key.</summary>
    public void Dispose()
    {
        Parts?.Dispose();
        foreach (var referrers in Referrers.OfType<IDisposable>()) referrers.Dispose();
    }
}
