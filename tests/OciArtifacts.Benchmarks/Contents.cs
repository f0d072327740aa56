using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace OciArtifacts.Benchmarks;

/// <summary>What files are filled with.</summary>
internal static class Contents
{
    internal static void Random(string path, long size)
    {
        var buffer = new byte[1024 * 1024];
        using var file = File.Create(path);
        for (long written = 0; written < size; written += buffer.Length)
        {
            System.Random.Shared.NextBytes(buffer);
            file.Write(buffer.AsSpan(0, (int)Math.Min(buffer.Length, size - written)));
        }
    }

    /// <summary>4 KiB that look like text.</summary>
    internal static string Text(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        while (text.Length < 4096) text.Append(CultureInfo.InvariantCulture, $"line {random.Next():x8} of {seed}\n");
        return text.ToString(0, 4096);
    }

    /// <summary>The assemblies of the runtimes that are installed here, up to 105 MB.</summary>
    internal static void Assemblies(string folder)
    {
        Directory.CreateDirectory(folder);
        var shared = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../.."));
        long size = 0;
        var assemblies = new DirectoryInfo(shared).EnumerateFiles("*.dll", SearchOption.AllDirectories);
        foreach (var file in assemblies.OrderBy(file => file.FullName, StringComparer.Ordinal))
        {
            if (size + file.Length > 105_000_000) continue;
            size += file.Length;
            file.CopyTo(Path.Combine(folder, file.Name), overwrite: true);
        }
    }
}
