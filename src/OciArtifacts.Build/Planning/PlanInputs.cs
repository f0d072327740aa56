using Microsoft.Build.Framework;
using OciArtifacts.Build.Types;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Planning;

/// <summary>What a project says of its artifact, read and checked.</summary>
internal sealed record PlanInputs
{
    /// <summary>The name in the titles of archives.</summary>
    internal required string Name { get; init; }

    internal required string ArtifactType { get; init; }

    /// <summary>How the type is made, where it is a defined one.</summary>
    internal TypeRecipe? Recipe { get; init; }

    internal required string ProjectDirectory { get; init; }

    internal required ImageSpecVersion ImageSpec { get; init; }

    internal required Layering Layering { get; init; }

    internal required PlanDefaults Defaults { get; init; }

    internal required DateTimeOffset EntryTime { get; init; }

    /// <summary>The publish folder, where it is part of the artifact.</summary>
    internal PublishFolder? PublishFolder { get; init; }

    /// <summary>What is packed in place of published files that hold the time of the build.</summary>
    internal DatedCopies Copies { get; init; } = new("", date: null);

    /// <summary>Lists folders, without what we write there.</summary>
    internal FolderFiles Folders { get; init; } = new([]);

    /// <summary>Is told of each file that is read while planning, before it is read. The default tells nobody.</summary>
    internal Action<string> Note { get; init; } = static _ => { };

    internal IReadOnlyList<ITaskItem> Files { get; init; } = [];

    internal IReadOnlyList<ITaskItem> Layers { get; init; } = [];

    internal IReadOnlyList<ITaskItem> Annotations { get; init; } = [];

    internal IReadOnlyList<ITaskItem> DefaultAnnotations { get; init; } = [];

    internal bool GenericLayerTypes { get; init; }

    /// <summary>The config file, an absolute path.</summary>
    internal string? ConfigFile { get; init; }

    internal string? ConfigMediaType { get; init; }

    /// <summary>How the app is run; its layers are filled in by the plan.</summary>
    internal required DotnetAppConfig App { get; init; }
}
