using System.Runtime.InteropServices;

namespace OciArtifacts.Core.Packing.Caching;

/// <summary>The stamp of a file before it is read.</summary>
/// <param name="Path">The file.</param>
/// <param name="Stamp">Its stamp, if it has one.</param>
/// <param name="Began">When the stamp was taken.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileReading(string Path, FileStamp? Stamp, DateTimeOffset Began);
