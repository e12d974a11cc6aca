/** A classifier, specialists, an approval and a guard, in the shape that Agent Builder exports as TypeScript. */
export const typescriptExport = `import { fileSearchTool, webSearchTool, Agent, AgentInputItem, Runner, withTrace } from "@openai/agents";
import { z } from "zod";
import { runGuardrails } from "@openai/guardrails";

// Tool definitions
const fileSearch = fileSearchTool([
  "vs_68e2f0"
])
const webSearchPreview = webSearchTool({
  searchContextSize: "medium",
  userLocation: { type: "approximate" }
})
const ClassificationAgentSchema = z.object({ classification: z.enum(["return_item", "get_information"]) });
const ReturnAgentSchema = z.object({ orderId: z.string(), refund: z.number(), reasons: z.array(z.string()) });
const classificationAgent = new Agent({
  name: "Classification agent",
  instructions: \`Classify the user's intent: "return_item" or "get_information". /* not a comment */\`,
  model: "gpt-4.1-mini",
  outputType: ClassificationAgentSchema,
  modelSettings: {
    temperature: 1,
    store: true
  }
});

const returnAgent = new Agent({
  name: "Return agent",
  instructions: "Offer a replacement device.",
  model: "gpt-4.1-mini",
  outputType: ReturnAgentSchema
});

const informationInstructions = (runContext: RunContext<{ workflowInputAsText: string }>, _agent: Agent<any>) => {
  const { workflowInputAsText } = runContext.context;
  return \`Answer questions about plans.
 The question: \${workflowInputAsText}\`
}
const informationAgent = new Agent({
  name: "Information agent",
  instructions: informationInstructions,
  model: "gpt-4.1-mini",
  tools: [
    fileSearch,
    webSearchPreview
  ],
  modelSettings: { store: true }
});

const approvalRequest = (message: string) => {

  // TODO: Implement
  return true;
}

type WorkflowInput = { input_as_text: string };

// Main code entrypoint
export const runWorkflow = async (workflow: WorkflowInput) => {
  return await withTrace("Customer service", async () => {
    const state = {

    };
    const conversationHistory: AgentInputItem[] = [
      { role: "user", content: [{ type: "input_text", text: workflow.input_as_text }] }
    ];
    const runner = new Runner({
      traceMetadata: {
        __trace_source__: "agent-builder",
        workflow_id: "wf_68e0"
      }
    });
    const guardrailsResult = await runGuardrails(workflow.input_as_text, guardrailsConfig, context, true);
    const guardrailsHastripwire = guardrailsHasTripwire(guardrailsResult);
    if (guardrailsHastripwire) {
      return { failed: "no" };
    } else {
      const classificationAgentResultTemp = await runner.run(
        classificationAgent,
        [
          ...conversationHistory
        ]
      );
      conversationHistory.push(...classificationAgentResultTemp.newItems.map((item) => item.rawItem));

      if (!classificationAgentResultTemp.finalOutput) {
          throw new Error("Agent result is undefined");
      }

      const classificationAgentResult = {
        output_text: JSON.stringify(classificationAgentResultTemp.finalOutput),
        output_parsed: classificationAgentResultTemp.finalOutput
      };

      if (classificationAgentResult.output_parsed.classification == "return_item") {
        const returnAgentResultTemp = await runner.run(returnAgent, [...conversationHistory]);
        const returnAgentResult = { output_parsed: returnAgentResultTemp.finalOutput };
        if (returnAgentResult.output_parsed.refund > 100 && returnAgentResult.output_parsed.orderId != "") {
          const approvalMessage = "Does this work for you?";

          if (approvalRequest(approvalMessage)) {
              const endResult = {
                message: "Your return is on the way."
              };
              return endResult;
          } else {
              return { message: "What else can I help you with?" };
          }
        }
      } else if (classificationAgentResult.output_parsed.classification == "get_information") {
        const informationAgentResultTemp = await runner.run(informationAgent, [...conversationHistory], { context: { workflowInputAsText: workflow.input_as_text } });
        const informationAgentResult = { output_text: informationAgentResultTemp.finalOutput ?? "" };
      } else {
        return classificationAgentResult;
      }
    }
  });
}
`

/** Two agents after one another and a router, as Python. */
export const pythonExport = `from agents import WebSearchTool, Agent, ModelSettings, TResponseInputItem, Runner, RunConfig, trace
from pydantic import BaseModel

# Tool definitions
web_search_preview = WebSearchTool(search_context_size="low")

class TriageSchema(BaseModel):
  urgent: bool
  topic: str


writer = Agent(
  name="Writer",
  instructions=f"""Write a short answer.
Keep {{braces}} and {workflow["input_as_text"]}.""",
  model="gpt-5",
  tools=[
    web_search_preview
  ],
  model_settings=ModelSettings(store=True)
)

triage = Agent(name='Triage', instructions="Is it urgent?", model="gpt-4.1-mini", output_type=TriageSchema)

editor = Agent(name="Editor", instructions="Make it polite.", model="gpt-4.1-mini")


class WorkflowInput(BaseModel):
  input_as_text: str


# Main code entrypoint
async def run_workflow(workflow_input: WorkflowInput):
  with trace("Mail desk"):
    workflow = workflow_input.model_dump()
    conversation_history: list[TResponseInputItem] = []
    triage_result_temp = await Runner.run(
      triage,
      input=[
        *conversation_history
      ],
      run_config=RunConfig(trace_metadata={
        "__trace_source__": "agent-builder",
        "workflow_id": "wf_1"
      })
    )
    triage_result = {
      "output_text": triage_result_temp.final_output.json(),
      "output_parsed": triage_result_temp.final_output.model_dump()
    }
    if triage_result["output_parsed"]["urgent"]:
      return {"message": "We call you at once."}
    elif triage_result["output_parsed"]["topic"] == "spam":
      pass
    else:
      writer_result_temp = await Runner.run(writer, input=[*conversation_history])
      writer_result = {"output_text": writer_result_temp.final_output_as(str)}
      editor_result_temp = await Runner.run(editor, input=[*conversation_history])
`
