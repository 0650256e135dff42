using System.CommandLine;
using EduConnect.Core.Accounts;
using EduConnect.Core.Activation.Transition;
using EduConnect.Core.Directory;
using EduConnect.Core.Platform.Crypto;

namespace EduConnect.Web.CommandLine;

/// <summary><c>transition add</c>: enters a former system with its keys and the schools it may speak for; closed until <c>transition enable</c>.</summary>
internal sealed class TransitionAddCommand
{
    /// <summary>Words of the command line for the two kinds.</summary>
    public static readonly Dictionary<string, ActivationMode> Kinds = new(StringComparer.OrdinalIgnoreCase) { ["aten"] = ActivationMode.Aten, ["ent"] = ActivationMode.Ent };

    private readonly Argument<string> _code = new("id") { Description = "Identifier, which its assertions carry as 'iss'." };
    private readonly Option<string> _name = new("--name") { Description = "Name shown to families.", Required = true };
    private readonly Option<string> _kind = new("--kind") { Description = "What the accounts are said to come from: aten or ent.", Required = true };
    private readonly Option<FileInfo> _keys = new("--keys") { Description = "Its public keys: a JSON Web Key Set, or one key or certificate in PEM.", Required = true };
    private readonly Option<string[]> _academies = Many("--academie", "Code of an academie whose schools it may speak for; may be repeated.");
    private readonly Option<string[]> _schools = Many("--school", "UAI of a school it may speak for; may be repeated.");
    private readonly Option<string[]> _returns = Many("--return", "Address people may be led on to; may be repeated.");
    private readonly Option<string?> _data = DataOption.Create();

    public static Command Create()
    {
        var self = new TransitionAddCommand();
        self._kind.AcceptOnlyFromAmong([.. Kinds.Keys]);
        var command = new Command("add", "Enters a former system. It is closed until 'transition enable'.")
        {
            self._code, self._name, self._kind, self._keys, self._academies, self._schools, self._returns, self._data,
        };
        command.SetAction((result, cancellation) => ServiceCommand.WithAsync(result.GetValue(self._data), (services, output) => self.RunAsync(result, services, output, cancellation), begins: true));
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, IServiceProvider services, TextWriter output, CancellationToken cancellation)
    {
        var file = result.GetRequiredValue(_keys);
        if (!file.Exists)
        {
            await Console.Error.WriteLineAsync($"There is no file '{file.FullName}'.");
            return 1;
        }

        var keys = FormerSystemKeys.Read(await File.ReadAllTextAsync(file.FullName, cancellation));
        var system = new FormerSystem
        {
            Id = services.GetRequiredService<IRandomSource>().NewId(),
            Code = result.GetRequiredValue(_code),
            Name = result.GetRequiredValue(_name).Trim(),
            Mode = Kinds[result.GetRequiredValue(_kind)],
            PublicKeys = keys ?? string.Empty,
            Academies = [.. (result.GetValue(_academies) ?? []).Select(code => AcademieCode.Parse(code) ?? code).Distinct(StringComparer.Ordinal)],
            Schools = [.. (result.GetValue(_schools) ?? []).Select(uai => uai.ToUpperInvariant()).Distinct(StringComparer.Ordinal)],
            ReturnAddresses = [.. (result.GetValue(_returns) ?? []).Distinct(StringComparer.Ordinal)],
        };
        var reasons = await services.GetRequiredService<AddFormerSystem>().RunAsync(system, TransitionCommand.Operator, cancellation);
        if (reasons.Count > 0)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, reasons));
            return 1;
        }

        output.WriteLine($"added: {system.Code} (disabled)");
        return 0;
    }

    private static Option<string[]> Many(string name, string description) => new(name) { Description = description, AllowMultipleArgumentsPerToken = true };
}
