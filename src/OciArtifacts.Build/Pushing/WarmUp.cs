using OciArtifacts.Core.ArtifactTypes.Catalog;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build.Pushing;

/// <summary>Loads the catalogue of types with its JSON code, while another core builds.</summary>
internal static class WarmUp
{
    internal static Task Begin() => Task.Run(static () => ArtifactTypeCatalog.BuiltIn);
}
