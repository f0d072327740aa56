using OciArtifacts.Build.Items;
using OciArtifacts.Build.Packing;
using OciArtifacts.Build.Planning;
using OciArtifacts.Core;
using OciArtifacts.Core.Authoring;
using OciArtifacts.Core.Layout;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;

namespace OciArtifacts.Build.Tasks;

/// <summary>
/// Reads and checks the parameters of <see cref="PackOciArtifact"/>, so that a wrong value fails early.
/// </summary>
internal static class PackInputs
{
    /// <exception cref="OciException">A setting has a value that it cannot have.</exception>
    internal static PackSettings Read(PackOciArtifact task)
    {
        // The settings of the push are read now, so that a wrong value fails before the packing.
        var (registry, _) = task.PushSettings.Read();
        Setting.Flag("OciArtifactIncludePublishOutput", task.IncludePublishOutput);
        var output = task.PublishDirectory.Length > 0 ? PublishInputs.Read(task) : null;
        return new PackSettings
        {
            Inputs = InputsOf(task),
            EntryTagOf = type => PackDestination.EntryTagOf(task, type),
            Parts = task.Parts.Length > 0 ? PartsOf(task, registry) : null,
            Output = output,
            Referrers = ReferrerInputs.Read(task, output),
            RequiresOutput = !task.IncludesPublishOutputByDefault,
            TypeDefinitions = [.. task.TypeDefinitions.Select(item => ArtifactItems.PathOf(item, task.ProjectDirectory))],
            DestinationOf = type => PackDestination.Of(task, type),
            Policy = task.Policy,
            IsPushed = PackDestination.IsPushed(task),
            Registry = registry,
            WorkFolder = task.WorkFolder,
            LayoutDirectory = task.LayoutDirectory,
            DefaultLayoutDirectory = task.DefaultLayoutDirectory,
            ArchivePath = task.ArchivePath,
            PlanFile = task.PlanFile,
            TargetFramework = task.TargetFramework,
            RuntimeIdentifier = task.RuntimeIdentifier,
        };
    }

    /// <summary>The files and folders that this package writes. They are never part of an artifact.</summary>
    internal static IReadOnlyCollection<string> OwnPaths(PackOciArtifact task)
    {
        // A folder with the default name that is not a layout belongs to the project.
        var earlier = new LayoutDirectory(task.DefaultLayoutDirectory).IsMarked ? task.DefaultLayoutDirectory : "";
        string[] paths = [earlier, task.LayoutDirectory, task.ArchivePath, task.ReportFile, task.PlanFile, task.WorkFolder];
        return [.. paths.Where(path => path.Length > 0)];
    }

    private static ArtifactInputs InputsOf(PackOciArtifact task)
    {
        var compression = Setting.Compression("OciArtifactCompression", task.Compression);
        var referrers = ReferrerFiles.Of(task);
        return referrers with
        {
            ArtifactType = TypeOf(task),
            TypeLabel = "OciArtifactType",
            Name = RepositoryName.Normalize(task.ProjectName),
            Version = task.Version,
            PackageId = task.PackageId,
            Files = [.. task.Files.Select(ArtifactItems.File)],
            Layers = [.. task.Layers.Select(ArtifactItems.Layer)],
            Annotations = [.. task.Annotations.Select(ArtifactItems.Annotation)],
            DefaultAnnotations = [.. task.DefaultAnnotations.Select(ArtifactItems.Annotation), .. referrers.ReferrerAnnotations],
            ConfigFile = task.ConfigFile.Length > 0 ? task.ConfigFile : null,
            ConfigMediaType = task.ConfigMediaType.Length > 0 ? MediaType.Check(task.ConfigMediaType, "OciArtifactConfigMediaType") : null,
            ImageSpec = Setting.ImageSpec(task.ImageSpec),
            Compression = task.CompressesByDefault ? null : compression,
            Level = Setting.Level(task.CompressionLevel),
            GenericLayerTypes = Setting.Flag("OciArtifactGenericLayerTypes", task.GenericLayerTypes),
            EntryTime = SourceDate.EntryTimeOf(task.EntryTimeEpoch),
            Folders = new FolderFiles(OwnPaths(task)),
        };
    }

    private static IndexParts PartsOf(PackOciArtifact task, RegistryOptions registry) => new(
        [.. task.Parts.Select(part => ArtifactItems.Part(part, task.ProjectDirectory))],
        Setting.Parts(task.RuntimeIdentifiers),
        Setting.Parts(task.RequiredFrameworks),
        registry)
    {
        ListsReferrers = task.Sbom.Length > 0,
    };

    private static string TypeOf(PackOciArtifact task)
    {
        if (task.ArtifactType.Length > 0) return task.ArtifactType;
        return task.PublishDirectory.Length > 0 || task.Parts.Length > 0 ? DotnetAppType.ArtifactType : throw new OciException(
            OciErrorCode.InvalidMediaType,
            "OciArtifactType is not set, and without publish output there is no default. "
                + "Name the type, for example application/vnd.contoso.widget.v1.");
    }
}
