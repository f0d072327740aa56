using System.Collections.Frozen;
using System.Text;

namespace OciArtifacts.Core.Registry.Auth;

/// <summary>
/// Reads one <c>WWW-Authenticate</c> header (RFC 9110, section 11.6.1). Commas separate both parameters and challenges.
/// A word without <c>=</c> after it is the scheme of the next challenge. Invalid text ends the reading; the challenges
/// before it count.
/// </summary>
internal sealed class ChallengeReader(string text)
{
    private int _at;

    internal IEnumerable<Challenge> ReadAll()
    {
        var word = Word();
        while (word.Length > 0)
        {
            var scheme = word;
            var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            word = ReadParameters(parameters);
            yield return new Challenge(scheme, parameters.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase));
        }
    }

    // Returns the scheme of the next challenge, or an empty text at the end. After a scheme may stand one text without
    // a name (token68, as in "Negotiate YII=="), which is skipped.
    private string ReadParameters(Dictionary<string, string> parameters)
    {
        Skip(' ', '\t');
        var mayBeText = _at < text.Length && text[_at] != ',';
        for (var name = Word(); name.Length > 0; name = Word())
        {
            Skip(' ', '\t');
            if (Take('=')) ReadValue(name, parameters);
            else if (!mayBeText) return name;
            mayBeText = false;
        }

        return "";
    }

    private void ReadValue(string name, Dictionary<string, string> parameters)
    {
        Skip(' ', '\t');
        parameters.TryAdd(name, Take('"') ? Quoted() : Token());
        Skip('=');
    }

    private string Word()
    {
        Skip(' ', '\t', ',');
        return Token();
    }

    private string Token()
    {
        var start = _at;
        while (_at < text.Length && text[_at] is > ' ' and < '\x7f' and not (',' or '=' or '"')) _at++;
        return text[start.._at];
    }

    private string Quoted()
    {
        var value = new StringBuilder();
        while (_at < text.Length && text[_at] != '"')
        {
            if (text[_at] == '\\' && _at + 1 < text.Length) _at++;
            value.Append(text[_at++]);
        }

        Take('"');
        return value.ToString();
    }

    private void Skip(params ReadOnlySpan<char> what)
    {
        while (_at < text.Length && what.Contains(text[_at])) _at++;
    }

    private bool Take(char c)
    {
        if (_at >= text.Length || text[_at] != c) return false;
        _at++;
        return true;
    }
}
