using System.CommandLine;

namespace EduConnect.Web.CommandLine;

/// <summary>Options of the shapes that many commands share.</summary>
internal static class OptionOf
{
    /// <summary>Several words, after one another or with the option repeated.</summary>
    public static Option<string[]> Many(string name, string description) => new(name) { Description = description, AllowMultipleArgumentsPerToken = true };

    /// <summary>One of some words; null when it is not said.</summary>
    public static Option<string?> Word(string name, string description, IEnumerable<string> words)
    {
        var option = new Option<string?>(name) { Description = description };
        option.AcceptOnlyFromAmong([.. words]);
        return option;
    }

    /// <summary>Yes or no; null when it is not said.</summary>
    public static Option<bool?> Choice(string name, string description) => new(name) { Description = description + ": true or false.", Arity = ArgumentArity.ExactlyOne };
}
