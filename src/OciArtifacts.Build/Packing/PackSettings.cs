using OciArtifacts.Build.Planning;
using OciArtifacts.Core.Authoring;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;

namespace OciArtifacts.Build.Packing;

/// <summary>What a packing is told, read and checked.</summary>
internal sealed record PackSettings
{
    /// <summary>What the project says of its artifact.</summary>
    internal required ArtifactInputs Inputs { get; init; }

    /// <summary>The publish folder; <see langword="null"/> where it is no part of the artifact.</summary>
    internal PublishOutput? Output { get; init; }

    /// <summary>Whether the project asks for publish output; otherwise a type that has no place for it leaves it out.</summary>
    internal bool RequiresOutput { get; init; }

    /// <summary>The type definition files of the project, absolute paths.</summary>
    internal required IReadOnlyList<string> TypeDefinitions { get; init; }

    /// <summary>Makes the destination of what the type says: the name of the repository, and the version.</summary>
    internal required Func<FilledType?, Destination> DestinationOf { get; init; }

    /// <summary>The policy file, an absolute path, or empty.</summary>
    internal required string Policy { get; init; }

    /// <summary>Whether a push follows.</summary>
    internal required bool IsPushed { get; init; }

    /// <summary>How the registry is spoken to.</summary>
    internal required RegistryOptions Registry { get; init; }

    /// <summary>The folder for what is packed, below <c>obj</c>, an absolute path.</summary>
    internal required string WorkFolder { get; init; }

    /// <summary>The image layout to write, an absolute path, or empty.</summary>
    internal required string LayoutDirectory { get; init; }

    /// <summary>The layout that is written where no other one is set, an absolute path.</summary>
    internal required string DefaultLayoutDirectory { get; init; }

    /// <summary>The archive to write, an absolute path, or empty.</summary>
    internal required string ArchivePath { get; init; }

    /// <summary>The file for the plan as data, an absolute path, or empty.</summary>
    internal required string PlanFile { get; init; }

    /// <summary>The target framework of the app.</summary>
    internal required string TargetFramework { get; init; }

    /// <summary>The runtime identifier of the app, or empty.</summary>
    internal required string RuntimeIdentifier { get; init; }
}
