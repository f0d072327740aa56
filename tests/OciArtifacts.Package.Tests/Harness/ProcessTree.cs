using System.Globalization;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests.Harness;

/// <summary>Reads the processes of Linux from <c>/proc</c>.</summary>
internal static class ProcessTree
{
    private const string HighWaterMark = "VmHWM:";

    /// <summary>The child process of this process that has the text in its arguments.</summary>
    internal static int ChildWith(string argument) => ChildrenOf(System.Environment.ProcessId)
        .Single(id => Read(id, "cmdline").Contains(argument, StringComparison.Ordinal));

    /// <summary>Sends the signal of Ctrl+C to this process only.</summary>
    internal static async Task InterruptAsync(int id)
    {
        var kill = new ProcessCommand("kill", ["-INT", id.ToString(CultureInfo.InvariantCulture)]);
        (await ProcessRunner.RunAsync(kill, CancellationToken.None)).MustSucceed();
    }

    /// <summary>The peak memory of a process and of each of its descendants, in bytes.</summary>
    internal static IReadOnlyDictionary<int, long> PeaksOf(int id)
    {
        var peaks = new Dictionary<int, long> { [id] = PeakOf(id) };
        foreach (var child in ChildrenOf(id))
            foreach (var (descendant, peak) in PeaksOf(child)) peaks[descendant] = peak;
        return peaks;
    }

    private static IEnumerable<int> ChildrenOf(int id) => Directory.EnumerateDirectories("/proc")
        .Select(Path.GetFileName)
        .Where(name => name!.All(char.IsAsciiDigit))
        .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
        .Where(child => ParentOf(child) == id);

    // The fourth field. The second field is the name in brackets, which can contain spaces and brackets.
    private static int ParentOf(int id)
    {
        var stat = Read(id, "stat");
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 1 ? int.Parse(fields[1], CultureInfo.InvariantCulture) : 0;
    }

    private static long PeakOf(int id)
    {
        var line = Read(id, "status").Split('\n').FirstOrDefault(line => line.StartsWith(HighWaterMark, StringComparison.Ordinal));
        var kilobytes = line?[HighWaterMark.Length..].Replace("kB", "", StringComparison.Ordinal).Trim() ?? "0";
        return 1024 * long.Parse(kilobytes, CultureInfo.InvariantCulture);
    }

    private static string Read(int id, string file)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/{file}"));
        }
        catch (Exception ended) when (ended is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
