//! Rewrites a module so that it reports, function by function, the gas that the VM's metering would charge.
//!
//! Before each operator at which the VM charges, a call to the host says which function spent how much; around each
//! call of a function two more say who is on the stack. The prices are those of cosmwasm-vm 3.0: 115 for an operator,
//! 14 times that for one at which control may leave or enter a block.

use std::convert::Infallible;
use wasm_encoder::reencode::{self, utils, Error, Reencode};
use wasm_encoder::{
    CodeSection, EntityType, Function, ImportSection, Instruction, Module, TypeSection, ValType,
};
use wasmparser::{
    CodeSectionReader, FunctionBody, ImportSectionReader, Name, NameSectionReader, Operator,
    Parser, Payload, TypeSectionReader,
};

pub const NAMESPACE: &str = "profile";
/// The frame of a call through a table, until the function that was called spends something.
pub const UNKNOWN: u32 = u32::MAX;

const OPERATOR: u64 = 115;
const BRANCH: u64 = 14 * OPERATOR;
/// From how many locals on a function is charged for each at its start.
const FREE_LOCALS: usize = 29;

/// The rewritten module and the names of its functions, imports first.
#[derive(Debug)]
pub struct Instrumented {
    pub wasm: Vec<u8>,
    pub names: Vec<String>,
}

pub fn instrument(wasm: &[u8]) -> Instrumented {
    let mut writer = Writer::read(wasm);
    let mut module = Module::new();
    let parsed = writer.parse_core_module(&mut module, Parser::new(0), wasm);
    parsed.expect("the module was checked before");
    Instrumented {
        wasm: module.finish(),
        names: writer.names,
    }
}

#[derive(Default)]
struct Writer {
    types: u32,
    imports: u32,
    /// The defined function that is being rewritten, counted from 0.
    current: u32,
    names: Vec<String>,
}

impl Writer {
    fn read(wasm: &[u8]) -> Self {
        let mut it = Self::default();
        let mut functions = 0;
        for payload in Parser::new(0).parse_all(wasm) {
            match payload.expect("the module was checked before") {
                Payload::TypeSection(s) => it.types = s.count(),
                Payload::ImportSection(s) => {
                    let imports = s
                        .into_imports()
                        .map(|i| i.expect("checked").name.to_owned());
                    it.names = imports.collect();
                    it.imports = it.names.len() as u32;
                }
                Payload::FunctionSection(s) => functions = s.count(),
                Payload::CustomSection(s) if s.name() == "name" => {
                    let unnamed = it.imports..it.imports + functions;
                    it.names.extend(unnamed.map(|i| format!("function {i}")));
                    let reader = wasmparser::BinaryReader::new(s.data(), s.data_offset());
                    it.read_names(NameSectionReader::new(reader));
                }
                _ => {}
            }
        }
        assert!(
            it.names.len() > it.imports as usize,
            "no names: scripts/build-wasm --names"
        );
        it
    }

    fn read_names(&mut self, reader: NameSectionReader<'_>) {
        for names in reader.flatten() {
            if let Name::Function(map) = names {
                for naming in map.into_iter().flatten() {
                    let name = format!("{:#}", rustc_demangle::demangle(naming.name));
                    self.names[naming.index as usize] = name;
                }
            }
        }
    }

    fn host(&self, nth: u32) -> Instruction<'static> {
        Instruction::Call(self.imports + nth)
    }

    fn charge(&self, out: &mut Function, cost: u64) {
        out.instruction(&Instruction::I32Const((self.imports + self.current) as i32));
        out.instruction(&Instruction::I64Const(cost as i64));
        out.instruction(&self.host(0));
    }

    fn operators(&mut self, out: &mut Function, body: &FunctionBody<'_>, locals: usize) {
        let mut cost = OPERATOR * locals.saturating_sub(FREE_LOCALS) as u64;
        let mut reader = body.get_operators_reader().expect("checked");
        while !reader.eof() {
            let operator = reader.read().expect("checked");
            let branches = is_branch(&operator);
            cost += if branches { BRANCH } else { OPERATOR };
            if branches {
                self.charge(out, cost);
                cost = 0;
            }
            let frame = match &operator {
                Operator::Call { function_index } => Some(*function_index),
                Operator::CallIndirect { .. } => Some(UNKNOWN),
                _ => None,
            };
            if let Some(callee) = frame {
                out.instruction(&Instruction::I32Const(callee as i32));
                out.instruction(&self.host(1));
            }
            out.instruction(&self.instruction(operator).expect("checked"));
            if frame.is_some() {
                out.instruction(&self.host(2));
            }
        }
    }
}

impl Reencode for Writer {
    type Error = Infallible;

    /// The functions of the host come after the other imports, and every defined function moves up by three.
    fn function_index(&mut self, func: u32) -> Result<u32, Error<Infallible>> {
        Ok(if func < self.imports { func } else { func + 3 })
    }

    fn parse_type_section(
        &mut self,
        types: &mut TypeSection,
        section: TypeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        utils::parse_type_section(self, types, section)?;
        types.ty().function([ValType::I32, ValType::I64], []);
        types.ty().function([ValType::I32], []);
        types.ty().function([], []);
        Ok(())
    }

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        utils::parse_import_section(self, imports, section)?;
        for (nth, name) in ["charge", "enter", "leave"].into_iter().enumerate() {
            imports.import(
                NAMESPACE,
                name,
                EntityType::Function(self.types + nth as u32),
            );
        }
        Ok(())
    }

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: FunctionBody<'_>,
    ) -> Result<(), reencode::Error<Infallible>> {
        let mut locals = Vec::new();
        for group in body.get_locals_reader()? {
            let (count, ty) = group?;
            locals.push((count, self.val_type(ty)?));
        }
        let count = locals.iter().map(|(count, _)| *count as usize).sum();
        let mut out = Function::new(locals);
        self.operators(&mut out, &body, count);
        code.function(&out);
        self.current += 1;
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        self.current = 0;
        for body in section {
            self.parse_function_body(code, body?)?;
        }
        Ok(())
    }
}

fn is_branch(operator: &Operator<'_>) -> bool {
    matches!(
        operator,
        Operator::Loop { .. }
            | Operator::End
            | Operator::If { .. }
            | Operator::Else
            | Operator::Br { .. }
            | Operator::BrTable { .. }
            | Operator::BrIf { .. }
            | Operator::Call { .. }
            | Operator::CallIndirect { .. }
            | Operator::Return
    )
}
