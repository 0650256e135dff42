using System.CommandLine;

namespace EduConnect.Web.CommandLine;

/// <summary>The command line: one file per command beside this one, each added here by one line.</summary>
internal static class Commands
{
    public static RootCommand Root()
    {
        var root = new RootCommand("ÉduConnect: one account for the digital services of French schools.");
        root.Subcommands.Add(ServeCommand.Create());
        root.Subcommands.Add(ServiceCommand.Create());
        root.Subcommands.Add(PortalCommand.Create());
        root.Subcommands.Add(AssistanceCommand.Create());
        root.Subcommands.Add(ImportCommand.Create());
        root.Subcommands.Add(AgentCommand.Create());
        root.Subcommands.Add(FranceConnectCommand.Create());
        root.Subcommands.Add(PupilSupportCommand.Create());
        root.Subcommands.Add(TransitionCommand.Create());
        root.Subcommands.Add(MaintenanceCommand.Create());
        root.Subcommands.Add(NightlyCommand.Create());
        root.Subcommands.Add(CampaignCommand.Create());
        root.Subcommands.Add(AuditCommand.Create());
        root.Subcommands.Add(PasswordsCommand.Create());
        root.Subcommands.Add(KeysCommand.Create());
        root.Subcommands.Add(MailCommand.Create());
        return root;
    }
}
