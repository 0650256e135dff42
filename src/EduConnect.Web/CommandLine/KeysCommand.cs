using System.CommandLine;
using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;

namespace EduConnect.Web.CommandLine;

/// <summary><c>keys rotate PURPOSE</c>, <c>keys reseal</c>, <c>keys retire PURPOSE</c>: new keys for passwords (S-PP4). Running servers follow within a minute.</summary>
internal static class KeysCommand
{
    private static readonly Actor Operator = new(ActorKind.Operator, Environment.UserName);

    public static Command Create() => new("keys", "The keys of passwords: give one a successor, destroy old ones once nothing needs them.") { Rotate(), Reseal(), Retire() };

    private static Command Rotate()
    {
        var purpose = Purpose();
        var data = DataOption.Create();
        var command = new Command("rotate", "Makes a new key, and seals anew under it the provisional passwords that schools may read.") { purpose, data };
        command.SetAction((result, cancellation) => ServiceCommand.WithAsync(result.GetValue(data), async (services, output) =>
        {
            var (id, resealed) = await services.GetRequiredService<RotateKey>().RunAsync(Enum.Parse<KeyPurpose>(result.GetRequiredValue(purpose)), Operator, cancellation);
            output.WriteLine($"key: {id}");
            output.WriteLine($"resealed: {resealed}");
            return 0;
        }));
        return command;
    }

    private static Command Reseal()
    {
        var data = DataOption.Create();
        var command = new Command("reseal", "Goes on where a rotation was stopped: seals anew whatever is not under the current key.") { data };
        command.SetAction((result, cancellation) => ServiceCommand.WithAsync(result.GetValue(data), async (services, output) =>
        {
            output.WriteLine($"resealed: {await services.GetRequiredService<ResealProvisional>().RunAsync(cancellation)}");
            return 0;
        }));
        return command;
    }

    private static Command Retire()
    {
        var purpose = Purpose();
        var data = DataOption.Create();
        var command = new Command("retire", "Destroys the old keys that nothing names and whose successor is old enough (Retention:Keys); tells why the others stay.") { purpose, data };
        command.SetAction((result, cancellation) => ServiceCommand.WithAsync(result.GetValue(data), async (services, output) =>
        {
            var (rotate, which) = (services.GetRequiredService<RotateKey>(), Enum.Parse<KeyPurpose>(result.GetRequiredValue(purpose)));
            foreach (var key in await rotate.RetireAsync(which, Operator, cancellation))
            {
                output.WriteLine(key.IsDestroyed ? $"destroyed: {key.Id}" : key.Rows > 0 ? $"kept: {key.Id} ({key.Rows} rows need it)" : $"kept: {key.Id} (backups may need it)");
                if (which == KeyPurpose.Pepper && key.Rows > 0 && await rotate.AgentsAsync(key.Id, cancellation) is { Count: > 0 } agents)
                {
                    output.WriteLine($"agents who have not signed in since: {string.Join(", ", agents)}");
                }
            }

            return 0;
        }));
        return command;
    }

    private static Argument<string> Purpose()
    {
        string[] names = [.. RotateKey.Purposes.Select(purpose => purpose.ToString())];
        var argument = new Argument<string>("purpose") { Description = string.Join(", ", names) + "." };
        argument.AcceptOnlyFromAmong(names);
        return argument;
    }
}
