using System.CommandLine;
using System.Globalization;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform.Audit;
using EduConnect.Web.Protocols.Saml.Keys;

namespace EduConnect.Web.CommandLine;

/// <summary><c>service saml-metadata</c> and <c>service saml-keys</c>: what changes in the life of a SAML federation.</summary>
internal static class ServiceSamlCommand
{
    public static Command ReplaceMetadata()
    {
        var data = DataOption.Create();
        var clientId = new Argument<string>("client-id") { Description = "Identifier of the service." };
        var file = new Argument<FileInfo>("file") { Description = "New metadata of the same entityID." };
        var command = new Command("saml-metadata", "Replaces the metadata of a service: new certificates, other addresses.") { clientId, file, data };
        command.SetAction((result, cancellation) => ServiceCommand.WithAsync(result.GetValue(data), async (services, output) =>
        {
            if (ServiceSamlOptions.Text(result.GetRequiredValue(file), out var reason) is not { } text)
            {
                await Console.Error.WriteLineAsync(reason);
                return 1;
            }

            var replace = services.GetRequiredService<ReplaceSamlMetadata>();
            if (await replace.RunAsync(result.GetRequiredValue(clientId), text, new(ActorKind.Operator, Environment.UserName), cancellation) is not { } reasons)
            {
                return ServiceCommand.Missing(result.GetRequiredValue(clientId));
            }

            await Console.Error.WriteAsync(string.Concat(reasons.Select(one => one + Environment.NewLine)));
            output.WriteLine(reasons.Count == 0 ? $"replaced: {result.GetRequiredValue(clientId)}" : "nothing was changed");
            return reasons.Count == 0 ? 0 : 1;
        }));
        return command;
    }

    public static Command Keys()
    {
        var data = DataOption.Create();
        var renew = new Option<bool>("--renew") { Description = "Makes a successor: published at once, signing after the notice (30 days unless set otherwise)." };
        var command = new Command("saml-keys", "Lists the keys that sign SAML messages, and renews them.") { renew, data };
        command.SetAction((result, _) => ServiceCommand.WithAsync(result.GetValue(data), (services, output) =>
        {
            var keys = services.GetRequiredService<SamlKeys>();
            if (result.GetValue(renew) && keys.Renew() is null)
            {
                Console.Error.WriteLine("A successor waits already.");
                return Task.FromResult(1);
            }

            foreach (var key in keys.Published)
            {
                output.WriteLine($"{key.Id}\t{State(keys, key)}\t{ServiceText.Fingerprint(key.Certificate.RawData)}");
            }

            return Task.FromResult(0);
        }));
        return command;
    }

    private static string State(SamlKeys keys, SamlKey key) =>
        keys.SignsFrom(key) is { } from ? "signs from " + from.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC"
        : key.Id == keys.Current.Id ? "signs"
        : "retired";
}
