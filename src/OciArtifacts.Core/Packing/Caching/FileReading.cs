using System.Runtime.InteropServices;

namespace OciArtifacts.Core.Packing.Caching;

/// <summary>A file that is being read, and its stamp before that.</summary>
/// <param name="Path">The file, an absolute path.</param>
/// <param name="Stamp">The stamp, or <see langword="null"/> where the system gives none.</param>
/// <param name="Began">When the stamp was taken.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileReading(string Path, FileStamp? Stamp, DateTimeOffset Began);
