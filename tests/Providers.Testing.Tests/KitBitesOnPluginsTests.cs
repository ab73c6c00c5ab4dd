using System.Text.Json.Nodes;
using Providers.Abstractions;
using Providers.Abstractions.Capabilities;
using Providers.Testing.Tests.Acme;
using Providers.Testing.Tests.Offender;

namespace Providers.Testing.Tests;

/// <summary>The cases that look at the recording, the class, the assembly and the folder.</summary>
public sealed class KitBitesOnPluginsTests
{
    private static readonly string OffenderFolder = AppContext.BaseDirectory.Replace("Providers.Testing.Tests", "Providers.Testing.Tests.Offender", StringComparison.Ordinal);

    public static IReadOnlyList<string> Cases { get; } =
    [
        "Recording_Covers_Every_Case", "Further_Scenarios_Give_What_They_Expect", "Accounts_Can_Be_Linked_Somehow",
        "Class_Can_Be_Found_And_Made_By_The_Gateway", "Contract_Version_Is_Written_Into_The_Assembly",
        "Assembly_Makes_No_Network_Client_Of_Its_Own", "Plugin_Folder_Is_Complete_And_Ships_No_Contract", "Plugin_Can_Be_Unloaded_After_Use",
    ];

    [Fact]
    public async Task All_That_A_Recording_Lacks_Is_Told_At_Once()
    {
        var complaint = await Complaint("Recording_Covers_Every_Case", new FaultyAcme
        {
            ChangeRecording = scenarios =>
            {
                scenarios.Remove("rate-limited");
                scenarios.Remove("branches-unknown-repository");
                scenarios["token-rejected"] = JsonNode.Parse("""{"absent":"none"}""");
                scenarios["branches"]!["answers"]!.AsArray().RemoveAt(2);
                scenarios["branches"]!["answers"]!.AsArray().RemoveAt(1);
                scenarios["account"]!.AsObject().Remove("expect");
                scenarios["search-repositories"]!["input"] = JsonNode.Parse("""{"words":"x"}""");
                scenarios["brances"] = scenarios["organizations"]!.DeepClone();
            },
        });

        string[] told = ["rate-limited", "branches-unknown-repository", "token-rejected", "two pages", "«account» has no «expect»", "«text»", "«words»", "brances"];
        Assert.All(told, words => Assert.Contains(words, complaint, StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_Answer_With_All_Branches_Passes_When_It_Is_Said_Why_There_Is_One()
        => Assert.Null(await new FaultyAcme
        {
            ChangeRecording = scenarios => OnlyTheFirstPage(scenarios)["singlePage"] = "the platform gives all branches at once",
        }.RunAsync("Recording_Covers_Every_Case", null));

    [Fact]
    public async Task One_Answer_With_All_Branches_Is_Told_And_How_To_Say_Why()
        => Assert.Contains(
            "or say in «singlePage» why",
            await Complaint("Recording_Covers_Every_Case", new FaultyAcme { ChangeRecording = scenarios => OnlyTheFirstPage(scenarios) }),
            StringComparison.Ordinal);

    [Fact]
    public async Task A_Single_Page_Without_A_Reason_Is_Told()
        => Assert.Contains(
            "empty «singlePage»",
            await Complaint("Recording_Covers_Every_Case", new FaultyAcme { ChangeRecording = scenarios => OnlyTheFirstPage(scenarios)["singlePage"] = " " }),
            StringComparison.Ordinal);

    [Fact]
    public async Task A_Single_Page_Among_Several_Answers_Is_Told()
        => Assert.Contains(
            "«singlePage» and 3 answers",
            await Complaint("Recording_Covers_Every_Case", new FaultyAcme { ChangeRecording = scenarios => scenarios["branches"]!["singlePage"] = "why" }),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("public-keys")]
    [InlineData("branches-unknown-repository")]
    public async Task A_Single_Page_Of_Something_Else_Is_Told(string scenario)
        => Assert.Contains(
            $"«{scenario}» has «singlePage», which only «branches» can have",
            await Complaint("Recording_Covers_Every_Case", new FaultyAcme { ChangeRecording = scenarios => scenarios[scenario]!["singlePage"] = "why" }),
            StringComparison.Ordinal);

    [Fact]
    public async Task A_Scenario_Of_A_Capability_That_Is_Not_Claimed_Is_Told()
        => Assert.Contains(
            nameof(IBranchSource),
            await Complaint("Recording_Covers_Every_Case", new FaultyAcme { Make = () => new OffendingProvider() }),
            StringComparison.Ordinal);

    [Fact]
    public async Task A_Further_Scenario_Is_Run()
        => Assert.Contains(
            "«account/scope-told-in-the-account»",
            await Complaint("Further_Scenarios_Give_What_They_Expect", new FaultyAcme
            {
                ChangeRecording = scenarios => scenarios["account/scope-told-in-the-account"]!["expect"]!["uid"] = "9",
            }),
            StringComparison.Ordinal);

    [Fact]
    public async Task A_Scope_That_Is_Told_In_The_Account_And_Covers_What_Is_Needed_Is_Not_Missing()
        => Assert.Contains(
            "RequiredScopes",
            await Complaint("Missing_Scope_Is_Told", new FaultyAcme
            {
                ChangeRecording = scenarios => scenarios["scope-missing"] = JsonNode.Parse("""
                    { "answers": [ { "source": "https://acme.example.com/docs/me", "path": "/api/me",
                      "json": { "id": 8, "kind": "person", "login": "jane", "scopes": ["read"] } } ], "expect": { "scopes": ["read"] } }
                    """),
            }),
            StringComparison.Ordinal);

    [Fact]
    public async Task A_Scope_That_Is_Told_In_The_Account_And_Is_Not_Enough_Passes()
        => Assert.Null(await new FaultyAcme
        {
            ChangeRecording = scenarios => scenarios["scope-missing"] = JsonNode.Parse("""
                { "answers": [ { "source": "https://acme.example.com/docs/me", "path": "/api/me",
                  "json": { "id": 8, "kind": "person", "login": "jane", "scopes": ["write"] } } ], "expect": { "scopes": ["write"] } }
                """),
        }.RunAsync("Missing_Scope_Is_Told", null));

    [Theory]
    [InlineData("""{"scenarios":{"account":{"answer":[]}}}""", "«answer»")]
    [InlineData("""{"scenarios":{"account":{"answers":[{"path":"/x"}]}}}""", "«source»")]
    [InlineData("""{"scenarios":{"account":{"answers":[{"source":"https://a.example","path":"x"}]}}}""", "start it with /")]
    [InlineData("""{"scenarios":{"account":{}}}""", "absent")]
    [InlineData("""{"cases":{}}""", "«cases»")]
    [InlineData("""{"scenarios":""", "JSON document")]
    [InlineData("""{"scenarios":{"account":{"absent":"a"},"account":{"absent":"b"}}}""", "JSON document")]
    public void A_Recording_That_Cannot_Be_Read_Says_Where(string json, string words)
        => Assert.Contains(
            words,
            Assert.Throws<ContractBrokenException>(() => Recordings.ScmRecording.Parse(json)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_Recording_That_Is_Not_There_Says_How_To_Add_It()
        => Assert.Contains(
            "CopyToOutputDirectory",
            Assert.Throws<ContractBrokenException>(() => Recordings.ScmRecording.Load("nowhere.json")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_Scenario_In_Two_Files_Is_Told()
        => Assert.Contains(
            "stands in two of",
            Assert.Throws<ContractBrokenException>(() => Recordings.ScmRecording.Load("bundle.json", "bundle.json")).Message,
            StringComparison.Ordinal);

    [Fact]
    public async Task A_Type_That_Nobody_Can_Link_Is_Told()
        => Assert.Contains(
            nameof(IOAuthPlatform),
            await Complaint("Accounts_Can_Be_Linked_Somehow", new FaultyAcme { Make = () => new UnlinkableProvider() }),
            StringComparison.Ordinal);

    [Fact]
    public async Task A_Class_That_Is_Not_Public_Is_Told()
        => Assert.Contains(
            "public sealed class",
            await Complaint("Class_Can_Be_Found_And_Made_By_The_Gateway", new FaultyAcme { Make = () => new UnlinkableProvider() }),
            StringComparison.Ordinal);

    [Fact]
    public async Task A_Constructor_That_Nobody_Can_Fill_Is_Told()
        => Assert.Contains(
            "System.Uri",
            await Complaint(
                "Class_Can_Be_Found_And_Made_By_The_Gateway",
                new FaultyAcme { Make = () => new UnmakeableProvider(new Uri("https://acme.example.com")) }),
            StringComparison.Ordinal);

    [Fact]
    public async Task An_Assembly_Without_A_Contract_Version_Is_Told()
        => Assert.Contains(
            "ScmContractVersion",
            await Complaint("Contract_Version_Is_Written_Into_The_Assembly", new FaultyAcme { Make = () => new OffendingProvider() }),
            StringComparison.Ordinal);

    [Fact]
    public async Task An_Assembly_With_A_Network_Of_Its_Own_Is_Told()
    {
        var complaint = await Complaint("Assembly_Makes_No_Network_Client_Of_Its_Own", new FaultyAcme { Make = () => new OffendingProvider() });

        Assert.Contains("new HttpClient()", complaint, StringComparison.Ordinal);
        Assert.Contains("System.Net.Http.SocketsHttpHandler", complaint, StringComparison.Ordinal);
        Assert.Contains("System.Net.Sockets.Socket", complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Folder_That_Ships_The_Contract_Is_Told()
    {
        var complaint = await Complaint(
            "Plugin_Folder_Is_Complete_And_Ships_No_Contract",
            new FaultyAcme { Make = () => new OffendingProvider(), Folder = OffenderFolder });

        Assert.Contains("Providers.Abstractions.dll is shipped", complaint, StringComparison.Ordinal);
        Assert.Contains("ExcludeAssets=\"runtime\" on the reference that brings", complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Folder_Without_The_Plugin_Is_Told()
        => Assert.Contains(
            "build the plugin first",
            await Complaint("Plugin_Folder_Is_Complete_And_Ships_No_Contract", new FaultyAcme { Folder = Path.GetTempPath() }),
            StringComparison.Ordinal);

    [Fact]
    public async Task A_Plugin_That_The_Serialiser_Holds_On_To_Is_Told()
        => Assert.Contains(
            "JsonSerializerContext",
            await Complaint(
                "Plugin_Can_Be_Unloaded_After_Use",
                new FaultyAcme { Make = () => new OffendingProvider(), Folder = OffenderFolder }),
            StringComparison.Ordinal);

    private static JsonNode OnlyTheFirstPage(JsonObject scenarios)
    {
        var branches = scenarios["branches"]!;
        branches["answers"] = new JsonArray(branches["answers"]![0]!.DeepClone());
        return branches;
    }

    private static async Task<string> Complaint(string name, FaultyAcme contract)
    {
        Assert.Contains(name, Cases.Append("Missing_Scope_Is_Told"));
        var complaint = await contract.RunAsync(name, null);
        Assert.NotNull(complaint);
        return complaint;
    }

    private sealed class UnlinkableProvider : IScmProvider
    {
        public ScmType Type { get; } = ScmType.Parse("unlinkable");

        public string PlatformName => "Unlinkable";

        public bool LinksByToken => false;

        public Task<ScmResult<ScmAccount>> GetAccountAsync(ScmConnection connection, CancellationToken cancellationToken)
            => Task.FromResult<ScmResult<ScmAccount>>(ScmFailure.NotThisPlatform());
    }
}
